package io.leasehold.labs.run;

import io.leasehold.labs.catalogue.Lab;
import io.leasehold.labs.learner.Learner;
import io.leasehold.labs.learner.LearnerRows;
import io.leasehold.labs.problem.Conflict;
import io.leasehold.labs.problem.NotFoundHere;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.time.Clock;
import java.util.Optional;

/**
 * Starts a lab for a learner. The rows are written first, in one transaction; the plan is started
 * afterwards under the operation's id. A crash in between leaves rows without a plan, which the
 * next look at the operation puts right.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class StartLab {

  private final Clock clock = Clock.systemUTC();

  @Inject private LearnerRows rows;
  @Inject private Operations operations;

  /**
   * Starts the lab, or finds what the same key has started.
   *
   * @throws NotFoundHere if the tenant has no such lab
   * @throws Conflict if the learner has the lab open already, or used the key for another lab
   */
  public Operation start(Learner learner, String labName, String requestKey) {
    Operation operation;
    try {
      operation = rows.of(learner, entities -> startIn(entities, learner, labName, requestKey));
    } catch (PersistenceException | jakarta.transaction.TransactionalException lost) {
      // Two requests at once: the unique keys let one of them in, and the other finds it now.
      operation =
          rows.of(learner, entities -> repeated(entities, labName, requestKey))
              .orElseThrow(Conflict::labIsOpen);
    }
    operations.ensureStarted(learner, operation);
    return operation;
  }

  private Operation startIn(
      EntityManager entities, Learner learner, String labName, String requestKey) {
    Optional<Operation> before = repeated(entities, labName, requestKey);
    if (before.isPresent()) {
      return before.get();
    }
    Lab lab =
        entities
            .createQuery("select l from Lab l where l.name = :name", Lab.class)
            .setParameter("name", labName)
            .getResultStream()
            .findFirst()
            .orElseThrow(NotFoundHere::new);
    if (isOpen(entities, labName)) {
      throw Conflict.labIsOpen();
    }
    LabRun run = new LabRun(learner, lab, requestKey, clock.instant());
    Operation operation = new Operation(run, OperationKind.START_LAB, clock.instant());
    entities.persist(run);
    entities.persist(operation);
    entities.flush();
    return operation;
  }

  private static Optional<Operation> repeated(
      EntityManager entities, String labName, String requestKey) {
    Optional<LabRun> run =
        entities
            .createQuery("select r from LabRun r where r.requestKey = :key", LabRun.class)
            .setParameter("key", requestKey)
            .getResultStream()
            .findFirst();
    if (run.isPresent() && !run.get().labName().equals(labName)) {
      throw Conflict.keyWasUsed();
    }
    return run.flatMap(found -> LabRuns.operation(entities, found.id(), OperationKind.START_LAB));
  }

  private static boolean isOpen(EntityManager entities, String labName) {
    return entities
        .createQuery(
            "select r.id from LabRun r where r.labName = :lab"
                + " and r.state in (STARTING, RUNNING, ENDING)",
            java.util.UUID.class)
        .setParameter("lab", labName)
        .getResultStream()
        .findAny()
        .isPresent();
  }
}
