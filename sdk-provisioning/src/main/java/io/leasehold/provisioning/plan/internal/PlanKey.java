package io.leasehold.provisioning.plan.internal;

import io.leasehold.provisioning.plan.Plan;

/**
 * What has to be equal for a node to work on a run. It is the task name of the run's row, and
 * db-scheduler leaves rows alone whose task name a node does not know; so an unknown version and a
 * plan that was changed under its version wait for a node that knows them.
 *
 * @param plan the plan's name
 * @param version the plan's version
 * @param digest the plan's digest
 */
record PlanKey(String plan, int version, String digest) {

  static PlanKey of(Plan plan) {
    return new PlanKey(plan.name(), plan.version(), plan.digest());
  }

  String task() {
    return "plan/" + plan + "/" + version + "/" + digest;
  }
}
