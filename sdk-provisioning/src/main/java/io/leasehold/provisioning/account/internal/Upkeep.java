package io.leasehold.provisioning.account.internal;

import io.leasehold.provisioning.account.EndReason;
import io.leasehold.provisioning.account.LeaseId;
import io.leasehold.provisioning.plan.Plan;
import io.leasehold.provisioning.plan.PlanRun;
import io.leasehold.provisioning.plan.PlanRunner;
import io.leasehold.provisioning.plan.RunId;
import io.leasehold.provisioning.plan.StartKey;
import io.leasehold.provisioning.plan.Step;
import io.leasehold.provisioning.plan.StepContext;
import io.leasehold.provisioning.plan.StepOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the pool: ends leases whose time or whose tenant's is over, quarantines what is
 * stuck, serves the queue, refills. One durable run that never ends, so one node does it at a time
 * and another takes over.
 */
final class Upkeep {

  static final String NAME = "pool-upkeep";

  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final Duration SHORTEST = Duration.ofMillis(250);

  private final Tables tables;
  private final Endings endings;
  private final Evictions evictions;
  private final Overdue overdue;
  private final LeaseQueue queue;
  private final Refill refill;

  Upkeep(
      Tables tables,
      Endings endings,
      Evictions evictions,
      Overdue overdue,
      LeaseQueue queue,
      Refill refill) {
    this.tables = tables;
    this.endings = endings;
    this.evictions = evictions;
    this.overdue = overdue;
    this.queue = queue;
    this.refill = refill;
  }

  Plan plan() {
    return Plan.named(NAME, 1).step(Step.named("look-after").does(this::lookAfter)).build();
  }

  /** Starts the run, or finds it; a new one only where an earlier one was cancelled. */
  void start(PlanRunner runner) {
    for (int generation = 1; ; generation++) {
      RunId run = runner.start(NAME, StartKey.of(NAME + ':' + generation), Map.of());
      Optional<PlanRun> found = runner.find(run);
      if (found.isEmpty() || !found.get().status().finished()) {
        return;
      }
    }
  }

  /** Never fails: a trouble of today must not end the upkeep for ever. */
  private StepOutcome lookAfter(StepContext step) {
    step.requireStillOwned();
    try {
      once();
      return StepOutcome.poll(untilNextExpiry());
    } catch (RuntimeException e) {
      LOG.warn("The upkeep of the account pool failed and is tried again", e);
      return StepOutcome.poll(tables.settings().upkeepInterval());
    }
  }

  void once() {
    Instant now = tables.now();
    endAll(tables.transactions().run(c -> tables.leases().expired(c, now)), EndReason.EXPIRED);
    evictions.sweep();
    Instant abandoned = now.minus(tables.settings().activationDeadline());
    endAll(
        tables.transactions().run(c -> tables.leases().notActivatedSince(c, abandoned)),
        EndReason.PROVISION_FAILED);
    tables
        .transactions()
        .run(
            c -> {
              tables.gate().enter(c);
              queue.serve(c, null);
              overdue.sweep(c, now);
              return refill.inside(c);
            });
  }

  private void endAll(List<LeaseId> leases, EndReason reason) {
    leases.forEach(lease -> endings.end(lease, reason));
  }

  private Duration untilNextExpiry() {
    Duration longest = tables.settings().upkeepInterval();
    Duration next =
        tables
            .transactions()
            .run(tables.leases()::nextExpiry)
            .map(expiry -> Duration.between(tables.now(), expiry))
            .filter(wait -> wait.compareTo(longest) < 0)
            .orElse(longest);
    return next.compareTo(SHORTEST) < 0 ? SHORTEST : next;
  }
}
