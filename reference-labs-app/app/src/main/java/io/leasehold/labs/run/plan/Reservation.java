package io.leasehold.labs.run.plan;

import io.leasehold.labs.engine.Engine;
import io.leasehold.labs.run.LabRun;
import io.leasehold.labs.run.LabRuns;
import io.leasehold.labs.run.Leases;
import io.leasehold.provisioning.account.AccountPool;
import io.leasehold.provisioning.account.EndReason;
import io.leasehold.provisioning.account.Lease;
import io.leasehold.provisioning.account.LeaseRequest;
import io.leasehold.provisioning.plan.PlanRun;
import io.leasehold.provisioning.plan.StepContext;
import io.leasehold.provisioning.plan.StepFailedException;
import io.leasehold.provisioning.plan.StepOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** The step that reserves an account, and how it is given back when a later step fails. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class Reservation {

  private static final Duration LONGEST_QUEUE = Duration.ofHours(12);

  private final Clock clock = Clock.systemUTC();

  @Inject private Engine engine;
  @Inject private Leases leases;
  @Inject private LabRuns runs;

  StepOutcome reserve(StepContext step, PlanInput about, LabRun run) {
    Lease lease = request(step, about, run);
    runs.change(about.learner(), run.id(), found -> found.leaseRequested(lease.id()));
    return switch (lease.state()) {
      case QUEUED -> StepOutcome.await(AccountPool.LEASE_CLAIMED, LONGEST_QUEUE);
      case CLAIMED, ACTIVE -> StepOutcome.done(LeaseData.asMap(lease));
      case ENDING, ENDED ->
          throw new StepFailedException(
              "LH-LAB-012", "The reservation ended before the lab was prepared. Start it again.");
    };
  }

  StepOutcome giveBack(StepContext step, PlanInput about, LabRun run) {
    // A failed start has an error in the journal, a cancelled one has none.
    boolean failed = engine.runner().find(step.runId()).flatMap(PlanRun::error).isPresent();
    // Asked for again if the crash came before the row knew the lease: same key, same lease.
    Lease lease = leases.of(about.learner(), run).orElseGet(() -> request(step, about, run));
    engine.pool().end(lease.id(), failed ? EndReason.PROVISION_FAILED : EndReason.CANCELLED);
    runs.change(
        about.learner(),
        run.id(),
        found -> {
          if (failed) {
            found.failed(clock.instant());
          } else {
            found.ended(clock.instant(), "cancelled");
          }
        });
    return StepOutcome.done();
  }

  private Lease request(StepContext step, PlanInput about, LabRun run) {
    return engine
        .pool()
        .request(
            new LeaseRequest(
                about.tenant(),
                about.learner().pseudonym(),
                run.labName(),
                run.id().toString(),
                run.length(),
                Optional.of(step.runId())));
  }
}
