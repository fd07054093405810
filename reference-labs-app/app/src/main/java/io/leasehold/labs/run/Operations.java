package io.leasehold.labs.run;

import io.leasehold.labs.engine.Engine;
import io.leasehold.labs.learner.Learner;
import io.leasehold.labs.run.plan.PlanInput;
import io.leasehold.provisioning.plan.PlanRun;
import io.leasehold.provisioning.plan.RunId;
import io.leasehold.tenancy.TenantContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Brings operations and the journal of the plan runner together. Thread-safe. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class Operations {

  @Inject private Engine engine;
  @Inject private LabRuns runs;

  /** Starts the plan of the operation unless it was started before, by whomever. */
  RunId ensureStarted(Learner learner, Operation operation) {
    PlanInput input = new PlanInput(TenantContext.require().id(), learner, operation.labRunId());
    return engine.runner().start(operation.kind().plan(), operation.startKey(), input.asMap());
  }

  /**
   * How far the operation is. Starts its plan if a crash kept it from being started; an operation
   * whose run is over and whose journal was cleared stays without one.
   */
  public Optional<PlanRun> journal(Learner learner, Operation operation) {
    Optional<RunId> started = engine.runner().find(operation.kind().plan(), operation.startKey());
    if (started.isEmpty() && isUnfinished(learner, operation)) {
      started = Optional.of(ensureStarted(learner, operation));
    }
    return started.flatMap(engine.runner()::find);
  }

  /**
   * Asks the operation to stop.
   *
   * @return false if it is over or is being undone already
   */
  public boolean cancel(Learner learner, Operation operation) {
    return operation.kind() == OperationKind.START_LAB
        && engine.runner().cancel(ensureStarted(learner, operation));
  }

  private boolean isUnfinished(Learner learner, Operation operation) {
    RunState waitsIn =
        operation.kind() == OperationKind.START_LAB ? RunState.STARTING : RunState.ENDING;
    return runs.find(learner, operation.labRunId())
        .filter(run -> run.state() == waitsIn)
        .isPresent();
  }
}
