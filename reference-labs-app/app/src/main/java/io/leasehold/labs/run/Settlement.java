package io.leasehold.labs.run;

import io.leasehold.labs.learner.Learner;
import io.leasehold.provisioning.account.Lease;
import io.leasehold.provisioning.account.LeaseState;
import io.leasehold.provisioning.plan.PlanRun;
import io.leasehold.provisioning.plan.RunStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes a run say what has become of it where no step of a plan told it: its lease expired or was
 * ended by an operator, or its start was cancelled before the first step.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class Settlement {

  private final Clock clock = Clock.systemUTC();

  @Inject private LabRuns runs;
  @Inject private Operations operations;
  @Inject private Leases leases;

  /** The run as it is now. */
  public LabRun settle(Learner learner, LabRun run) {
    Optional<Consumer<LabRun>> change =
        switch (run.state()) {
          case STARTING -> afterStart(learner, run);
          case RUNNING -> afterLease(learner, run);
          case ENDING, ENDED, FAILED -> Optional.empty();
        };
    if (change.isEmpty()) {
      return run;
    }
    runs.change(learner, run.id(), change.get());
    return runs.find(learner, run.id()).orElse(run);
  }

  private Optional<Consumer<LabRun>> afterStart(Learner learner, LabRun run) {
    RunStatus status =
        runs.operation(learner, run.id(), OperationKind.START_LAB)
            .flatMap(operation -> operations.journal(learner, operation))
            .map(PlanRun::status)
            .orElse(RunStatus.RUNNING);
    return switch (status) {
      case FAILED -> Optional.of(found -> found.failed(clock.instant()));
      case CANCELLED -> Optional.of(found -> found.ended(clock.instant(), "cancelled"));
      case RUNNING, WAITING, UNDOING, DONE -> Optional.empty();
    };
  }

  private Optional<Consumer<LabRun>> afterLease(Learner learner, LabRun run) {
    return leases
        .of(learner, run)
        .filter(lease -> lease.state() == LeaseState.ENDING || lease.state() == LeaseState.ENDED)
        .map(lease -> found -> found.ended(clock.instant(), reason(lease)));
  }

  private static String reason(Lease lease) {
    return lease.endReason() == null ? "ended" : lease.endReason().name().toLowerCase(Locale.ROOT);
  }
}
