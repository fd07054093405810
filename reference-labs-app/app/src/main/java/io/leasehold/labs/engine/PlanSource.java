package io.leasehold.labs.engine;

import io.leasehold.provisioning.plan.Plan;

/** A bean that brings a plan for the runner to know. */
public interface PlanSource {

  /** The plan, in its newest version. */
  Plan plan();
}
