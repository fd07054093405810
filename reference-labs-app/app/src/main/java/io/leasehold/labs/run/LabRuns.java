package io.leasehold.labs.run;

import io.leasehold.labs.learner.Learner;
import io.leasehold.labs.learner.LearnerRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The lab runs and operations of a learner. No query here says whose rows it wants: the database
 * shows nobody else's.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class LabRuns {

  @Inject private LearnerRows rows;

  /** The run with the id. */
  public Optional<LabRun> find(Learner learner, UUID id) {
    return rows.of(learner, entities -> Optional.ofNullable(entities.find(LabRun.class, id)));
  }

  /** All runs, the newest first. */
  public List<LabRun> all(Learner learner) {
    return rows.of(
        learner,
        entities ->
            entities
                .createQuery("select r from LabRun r order by r.requestedAt desc", LabRun.class)
                .setMaxResults(200)
                .getResultList());
  }

  /** The runs that occupy a lab. */
  public List<LabRun> live(Learner learner) {
    return rows.of(
        learner,
        entities ->
            entities
                .createQuery(
                    "select r from LabRun r where r.state in (STARTING, RUNNING, ENDING)",
                    LabRun.class)
                .getResultList());
  }

  /** Changes the run, if it is there. */
  public void change(Learner learner, UUID id, Consumer<LabRun> change) {
    rows.of(
        learner,
        entities -> {
          Optional<LabRun> run = Optional.ofNullable(entities.find(LabRun.class, id));
          run.ifPresent(change);
          return run;
        });
  }

  /** The operation with the id. */
  public Optional<Operation> operation(Learner learner, UUID id) {
    return rows.of(learner, entities -> Optional.ofNullable(entities.find(Operation.class, id)));
  }

  /** The operation of the kind that the run has, if there is one. */
  public Optional<Operation> operation(Learner learner, UUID run, OperationKind kind) {
    return rows.of(learner, entities -> operation(entities, run, kind));
  }

  static Optional<Operation> operation(EntityManager entities, UUID run, OperationKind kind) {
    return entities
        .createQuery(
            "select o from Operation o where o.labRunId = :run and o.kind = :kind", Operation.class)
        .setParameter("run", run)
        .setParameter("kind", kind)
        .getResultStream()
        .findFirst();
  }
}
