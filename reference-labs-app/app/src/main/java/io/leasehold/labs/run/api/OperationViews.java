package io.leasehold.labs.run.api;

import io.leasehold.labs.engine.Engine;
import io.leasehold.labs.learner.Learner;
import io.leasehold.labs.run.LabRuns;
import io.leasehold.labs.run.Leases;
import io.leasehold.labs.run.Operation;
import io.leasehold.labs.run.Operations;
import io.leasehold.labs.run.RunState;
import io.leasehold.provisioning.plan.PlanRun;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Shows operations as they are now. Thread-safe. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class OperationViews {

  private final Clock clock = Clock.systemUTC();

  @Inject private Operations operations;
  @Inject private LabRuns runs;
  @Inject private Engine engine;
  @Inject private Leases leases;

  OperationView of(Learner learner, Operation operation) {
    return operations
        .journal(learner, operation)
        .map(journal -> of(learner, operation, journal))
        .orElseGet(() -> withoutJournal(learner, operation));
  }

  private OperationView of(Learner learner, Operation operation, PlanRun journal) {
    boolean waiting = journal.steps().stream().anyMatch(StepView::isWaiting);
    return new OperationView(
        operation.id().toString(),
        operation.kind().plan(),
        operation.labRunId().toString(),
        OperationView.status(journal.status()),
        waiting ? rank(learner, operation) : null,
        journal.steps().stream().map(StepView::of).toList(),
        journal.error().map(OperationView.Failure::of).orElse(null),
        clock.instant());
  }

  /** The journal is cleared after a month; the run still says how it ended. */
  private OperationView withoutJournal(Learner learner, Operation operation) {
    boolean failed =
        runs.find(learner, operation.labRunId())
            .filter(run -> run.state() == RunState.FAILED)
            .isPresent();
    return new OperationView(
        operation.id().toString(),
        operation.kind().plan(),
        operation.labRunId().toString(),
        failed ? "failed" : "succeeded",
        null,
        List.of(),
        null,
        clock.instant());
  }

  private @Nullable Integer rank(Learner learner, Operation operation) {
    OptionalInt rank =
        runs.find(learner, operation.labRunId())
            .flatMap(run -> leases.of(learner, run))
            .map(lease -> engine.pool().rank(lease.id()))
            .orElse(OptionalInt.empty());
    return Optional.of(rank).filter(OptionalInt::isPresent).map(OptionalInt::getAsInt).orElse(null);
  }
}
