package io.leasehold.labs.run;

import io.leasehold.labs.learner.Learner;
import io.leasehold.labs.learner.LearnerRows;
import io.leasehold.labs.problem.Conflict;
import io.leasehold.labs.problem.NotFoundHere;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Ends a lab at the learner's wish. Ending twice is one end. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class EndLab {

  private final Clock clock = Clock.systemUTC();

  @Inject private LearnerRows rows;
  @Inject private Operations operations;

  /**
   * Ends the run, or finds the operation that is ending it.
   *
   * @throws NotFoundHere if the learner has no such run
   * @throws Conflict if the run is not running
   */
  public Operation end(Learner learner, UUID run) {
    Operation operation = rows.of(learner, entities -> endIn(entities, run));
    operations.ensureStarted(learner, operation);
    return operation;
  }

  private Operation endIn(EntityManager entities, UUID id) {
    // Locked, so that of two ends at once the second finds the first.
    LabRun run =
        Optional.ofNullable(entities.find(LabRun.class, id, LockModeType.PESSIMISTIC_WRITE))
            .orElseThrow(NotFoundHere::new);
    Optional<Operation> before = LabRuns.operation(entities, id, OperationKind.END_LAB);
    if (before.isPresent()) {
      return before.get();
    }
    if (run.state() != RunState.RUNNING) {
      throw Conflict.notRunning();
    }
    run.endRequested();
    Operation operation = new Operation(run, OperationKind.END_LAB, clock.instant());
    entities.persist(operation);
    return operation;
  }
}
