package io.leasehold.provisioning.plan.internal;

import io.leasehold.provisioning.plan.OwnershipLostException;
import io.leasehold.provisioning.plan.Plan;
import io.leasehold.provisioning.plan.RunStatus;
import io.leasehold.provisioning.plan.Step;
import io.leasehold.provisioning.plan.StepError;
import io.leasehold.provisioning.plan.StepFailedException;
import io.leasehold.provisioning.plan.StepOutcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on one claimed run until it has to wait or has ended. Begins with what the journal says, so
 * it does not matter who worked on the run before and how far it came.
 */
final class Tick {

  private static final Logger LOG = LoggerFactory.getLogger(Tick.class);

  /** A step that takes the process down each time must not do so for ever. */
  private static final int MOST_INTERRUPTIONS = 20;

  private final Plan plan;
  private final Claim claim;
  private final StoredRun run;
  private final Journal journal;
  private final StepGate gate;
  private final BooleanSupplier stopping;
  private final Map<String, String> data;

  Tick(
      Plan plan,
      Claim claim,
      StoredRun run,
      Journal journal,
      StepGate gate,
      BooleanSupplier stopping) {
    this.plan = plan;
    this.claim = claim;
    this.run = run;
    this.journal = journal;
    this.gate = gate;
    this.stopping = stopping;
    this.data = new HashMap<>(run.input());
  }

  /** What became of one step. */
  private enum End {
    DONE,
    FAILED,
    CANCELLED,
    /** The run was put aside or handed back; nothing more to do here. */
    LATER
  }

  void run() {
    run.steps().stream().filter(step -> !step.undo()).forEach(step -> data.putAll(step.output()));
    if (run.status() != RunStatus.UNDOING) {
      End end = forward();
      if (end == End.DONE || end == End.LATER) {
        return;
      }
      if (end == End.CANCELLED) {
        journal.turnRound(claim);
      }
    }
    // What this tick has begun is not in the rows it read.
    backward(journal.load(claim).orElse(run));
  }

  private End forward() {
    for (int position = 0; position < plan.steps().size(); position++) {
      StoredStep before = run.step(false, position).orElse(null);
      if (before == null || !before.state().ended()) {
        End end = visit(new Visit(plan.steps().get(position), position, false, before));
        if (end != End.DONE) {
          return end;
        }
      }
    }
    return journal.finish(claim) ? End.DONE : End.CANCELLED;
  }

  private void backward(StoredRun now) {
    for (int position = plan.steps().size() - 1; position >= 0; position--) {
      Step step = plan.steps().get(position);
      boolean begun = now.step(false, position).filter(row -> row.attempts() > 0).isPresent();
      StoredStep before = now.step(true, position).orElse(null);
      boolean over = before != null && before.state().ended();
      if (begun && !over && step.undoing().isPresent()) {
        End end = visit(new Visit(step, position, true, before));
        if (end == End.LATER) {
          return;
        }
      }
    }
    journal.finishUndone(claim);
  }

  private End visit(Visit visit) {
    if (stopping.getAsBoolean()) {
      journal.handBack(claim);
      return End.LATER;
    }
    if (visit.interruptions() > MOST_INTERRUPTIONS) {
      return fail(visit, StepErrors.cutOffTooOften(visit.interruptions()));
    }
    Begin begin = gate.begin(claim, visit);
    if (begin instanceof Begin.Go go) {
      return attempt(visit, go);
    }
    if (begin instanceof Begin.CancelRequested) {
      return End.CANCELLED;
    }
    if (begin instanceof Begin.SignalMissed) {
      StoredStep before = visit.before();
      return fail(visit, StepErrors.signalMissed(before == null ? null : before.signal()));
    }
    return End.LATER;
  }

  // Whatever a step throws, Errors too, is a failed attempt and must not leave the run claimed.
  private End attempt(Visit visit, Begin.Go go) {
    StepOutcome outcome;
    try {
      StepCall call = new StepCall(claim, journal, run.input(), data, visit, go.payload());
      outcome = visit.action().run(call);
      if (outcome == null) {
        return fail(visit, StepErrors.noOutcome());
      }
    } catch (OwnershipLostException lost) {
      throw lost;
    } catch (StepFailedException failure) {
      LOG.warn("Run {}, step {}: failed for good", claim.run(), visit.step().name(), failure);
      return fail(visit, new StepError(failure.code(), StepErrors.message(failure)));
    } catch (VirtualMachineError fatal) {
      throw fatal;
    } catch (Throwable failure) {
      return failedAttempt(visit, failure);
    }
    // An interrupt while closing came too late: there is a result, and it has to be written down.
    if (Thread.interrupted()) {
      LOG.debug("Run {}, step {}: interrupted when done", claim.run(), visit.step().name());
    }
    return record(visit, outcome);
  }

  private End record(Visit visit, StepOutcome outcome) {
    if (outcome instanceof StepOutcome.Done done) {
      journal.done(claim, visit, done.output());
      if (!visit.undo()) {
        data.putAll(done.output());
      }
      return End.DONE;
    }
    if (outcome instanceof StepOutcome.Poll poll) {
      journal.poll(claim, visit, poll.after());
    } else if (outcome instanceof StepOutcome.Await await) {
      journal.await(claim, visit, await.signal(), await.timeout());
    }
    return End.LATER;
  }

  private End failedAttempt(Visit visit, Throwable failure) {
    // The flag would make the journal's own statements fail.
    boolean interrupted = Thread.interrupted() || failure instanceof InterruptedException;
    if (interrupted && stopping.getAsBoolean()) {
      LOG.info("Run {}, step {}: handed on", claim.run(), visit.step().name());
      journal.handBack(claim);
      return End.LATER;
    }
    int failures = visit.failures() + 1;
    if (visit.retry().exhausted(failures)) {
      LOG.warn("Run {}, step {}: out of attempts", claim.run(), visit.step().name(), failure);
      return fail(visit, StepErrors.exhausted(failures, failure));
    }
    Duration pause = visit.retry().pause(failures, ThreadLocalRandom.current().nextDouble());
    LOG.info(
        "Run {}, step {}: attempt {} failed, next in {}",
        claim.run(),
        visit.step().name(),
        visit.attempt(),
        pause,
        failure);
    journal.retry(claim, visit, pause, failures, StepErrors.thrown(failure));
    return End.LATER;
  }

  private End fail(Visit visit, StepError error) {
    journal.failed(claim, visit, error);
    return End.FAILED;
  }
}
