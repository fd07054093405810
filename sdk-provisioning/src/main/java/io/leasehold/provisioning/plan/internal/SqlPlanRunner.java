package io.leasehold.provisioning.plan.internal;

import io.leasehold.provisioning.plan.Plan;
import io.leasehold.provisioning.plan.PlanRunner;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** The runner. */
public abstract class SqlPlanRunner implements PlanRunner {

  /** Starts. */
  public static PlanRunner start(
      RunnerSettings settings,
      List<Plan> plans,
      List<Function<PlanRunner, ? extends Collection<Plan>>> sources) {
    if (plans.isEmpty()) {
      throw new IllegalStateException("A runner needs a plan.");
    }
    throw new UnsupportedOperationException("being written");
  }
}
