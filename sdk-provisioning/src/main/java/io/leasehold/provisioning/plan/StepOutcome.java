package io.leasehold.provisioning.plan;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * What a step says when it returns. Closed, because the runner has to know what to do with each;
 * failing is an exception ({@link StepFailedException} for good, any other to be retried).
 */
public sealed interface StepOutcome {

  /** The step is done and has nothing to hand on. */
  static StepOutcome done() {
    return new Done(Map.of());
  }

  /**
   * The step is done.
   *
   * @param output text that later steps read from {@link StepContext#data()}; never a credential
   */
  static StepOutcome done(Map<String, String> output) {
    return new Done(output);
  }

  /**
   * The step is not done; run it again after a while. This is also the answer to an exhausted
   * quota: waiting is not failing.
   *
   * @param after how long to wait, zero or more
   */
  static StepOutcome poll(Duration after) {
    return new Poll(after);
  }

  /**
   * The step waits for a signal; run it again when the signal is there.
   *
   * @param signal the signal's name
   * @param timeout after which the step fails for good with {@code LH-PRV-106}
   */
  static StepOutcome await(String signal, Duration timeout) {
    return new Await(signal, timeout);
  }

  /**
   * The step is done.
   *
   * @param output text for later steps
   */
  record Done(Map<String, String> output) implements StepOutcome {
    /** Copies the map. */
    public Done {
      output = Map.copyOf(output);
    }
  }

  /**
   * Run the step again. No thread is held meanwhile; the permit is.
   *
   * @param after how long to wait
   */
  record Poll(Duration after) implements StepOutcome {
    /** Checks the duration. */
    public Poll {
      if (after.isNegative()) {
        throw new IllegalArgumentException("The wait before the next look is negative: " + after);
      }
    }
  }

  /**
   * Run the step again when a signal is there. A signal that came early counts.
   *
   * @param signal the signal's name
   * @param timeout how long to wait at most
   */
  record Await(String signal, Duration timeout) implements StepOutcome {
    /** Checks both. */
    public Await {
      Objects.requireNonNull(signal, "signal");
      if (timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException(
            "Waiting for signal " + signal + " needs a timeout above zero, not " + timeout + ".");
      }
    }
  }
}
