package io.leasehold.provisioning.account.internal;

import io.leasehold.provisioning.account.AccountState;
import io.leasehold.provisioning.account.spi.ClearedAccount;
import io.leasehold.provisioning.account.spi.DestructionGuard;
import io.leasehold.provisioning.account.spi.PoolPorts;
import io.leasehold.provisioning.plan.RetryPolicy;
import io.leasehold.provisioning.plan.Step;
import io.leasehold.provisioning.plan.StepAction;
import io.leasehold.provisioning.plan.StepContext;
import io.leasehold.provisioning.plan.StepOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The steps that both plans share. Each may be run again at any point. */
final class CareSteps {

  private final Tables tables;
  private final PoolPorts ports;
  private final DestructionGuard guard;
  private final Stations stations;
  private final Arrivals arrivals;

  CareSteps(
      Tables tables,
      PoolPorts ports,
      DestructionGuard guard,
      Stations stations,
      Arrivals arrivals) {
    this.tables = tables;
    this.ports = ports;
    this.guard = guard;
    this.stations = stations;
    this.arrivals = arrivals;
  }

  /** A step whose attempts are those of the settings. */
  Step step(String name, StepAction action) {
    Duration first = tables.settings().pollInterval();
    return Step.named(name)
        .does(action)
        .retry(
            RetryPolicy.exponential(
                first, first.multipliedBy(12), tables.settings().cleaningAttempts()));
  }

  StepOutcome enrol(StepContext step) {
    AccountRow row = stations.enter(step, AccountState.BASELINING);
    ports.zone().admit(row.known());
    return StepOutcome.done();
  }

  StepOutcome baseline(StepContext step) {
    AccountRow row = stations.enter(step, AccountState.BASELINING);
    ports.baseline().apply(cleared(step, row), row.epoch().next());
    return StepOutcome.done();
  }

  StepOutcome revoke(StepContext step) {
    AccountRow row = stations.inOneOf(step, AccountState.DRAINING);
    ports.revoker().revoke(cleared(step, row));
    arrivals.revoked(row);
    return StepOutcome.done();
  }

  /**
   * Passes until one finds nothing: a single pass may miss what appears behind it, and AWS deletes
   * tables slowly. A pass that cannot delete something throws, which counts as an attempt.
   */
  StepOutcome clean(StepContext step) {
    AccountRow row = stations.enter(step, AccountState.CLEANING);
    return ports.cleaner().clean(cleared(step, row)) == 0
        ? StepOutcome.done()
        : StepOutcome.poll(tables.settings().pollInterval());
  }

  StepOutcome verify(StepContext step) {
    AccountRow row = stations.enter(step, AccountState.VERIFYING);
    List<String> findings = ports.verifier().findings(row.known(), row.epoch().next());
    if (findings.isEmpty()) {
      return StepOutcome.done();
    }
    AccountRow again = stations.enter(step, AccountState.CLEANING);
    ports.cleaner().clean(cleared(step, again));
    ports.baseline().apply(cleared(step, again), again.epoch().next());
    throw new NotCleanException(row.known(), findings);
  }

  StepOutcome cool(StepContext step) {
    AccountRow row = stations.enter(step, AccountState.COOLING);
    Instant until = row.since().plus(tables.settings().cooldown());
    Duration rest = Duration.between(tables.now(), until);
    return rest.isNegative() || rest.isZero() ? StepOutcome.done() : StepOutcome.poll(rest);
  }

  StepOutcome ready(StepContext step) {
    arrivals.ready(Order.in(step));
    return StepOutcome.done();
  }

  private ClearedAccount cleared(StepContext step, AccountRow row) {
    return guard.clear(row.known(), row.epoch(), step::requireStillOwned);
  }
}
