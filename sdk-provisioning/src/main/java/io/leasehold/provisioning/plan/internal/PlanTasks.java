package io.leasehold.provisioning.plan.internal;

import com.github.kagkarlsson.scheduler.SchedulerState;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.leasehold.provisioning.plan.OwnershipLostException;
import io.leasehold.provisioning.plan.Plan;
import io.leasehold.provisioning.plan.RunId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a task of the engine out of a plan; the task's instances are the runs. */
final class PlanTasks {

  private static final Logger LOG = LoggerFactory.getLogger(PlanTasks.class);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(2);

  private final Journal journal;
  private final StepGate gate;
  private final InstantSource clock;

  PlanTasks(Journal journal, StepGate gate, InstantSource clock) {
    this.journal = journal;
    this.gate = gate;
    this.clock = clock;
  }

  Task<Void> task(Plan plan) {
    return Tasks.custom(PlanKey.of(plan).task(), Void.class)
        .onFailure(this::afterTrouble)
        .onDeadExecution((complete, operations) -> takeOver(complete, operations))
        .execute(
            (instance, context) -> {
              Claim claim =
                  new Claim(
                      RunId.of(instance.getId()),
                      instance.getTaskName(),
                      context.getExecution().version);
              work(plan, claim, context.getSchedulerState());
              // The journal has given the claim back, in the transaction of its last write.
              return KEEP;
            });
  }

  private static final CompletionHandler<Void> KEEP = (complete, operations) -> {};

  private void work(Plan plan, Claim claim, SchedulerState state) {
    try {
      Optional<StoredRun> run = journal.load(claim);
      if (run.isEmpty() || run.get().status().finished()) {
        journal.forget(claim);
      } else {
        new Tick(plan, claim, run.get(), journal, gate, state::isShuttingDown).run();
      }
    } catch (OwnershipLostException lost) {
      LOG.warn("Run {} was taken over by another node; dropped here", claim.run());
    }
  }

  /** The database was away for longer than the journal's patience, or the VM is in trouble. */
  private void afterTrouble(ExecutionComplete complete, ExecutionOperations<Void> operations) {
    operations.reschedule(complete, clock.instant().plus(AFTER_TROUBLE));
  }

  private void takeOver(ExecutionComplete complete, ExecutionOperations<Void> operations) {
    LOG.warn(
        "Run {}: node {} stopped giving signs of life; the run goes to another",
        complete.getExecution().taskInstance.getId(),
        complete.getExecution().pickedBy);
    operations.reschedule(complete, clock.instant());
  }
}
