package io.leasehold.provisioning.account.internal;

import io.leasehold.provisioning.account.PoolNotAttachedException;
import io.leasehold.provisioning.plan.PlanRunner;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Holds the runner once it is there: the plans exist before the runner that runs them. */
final class RunnerSlot {

  private final AtomicReference<@Nullable PlanRunner> runner = new AtomicReference<>();

  void fill(PlanRunner started) {
    runner.set(started);
  }

  PlanRunner require() {
    PlanRunner present = runner.get();
    if (present == null) {
      throw new PoolNotAttachedException();
    }
    return present;
  }
}
