package io.leasehold.provisioning.plan;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One named part of a plan. Immutable; each method returns a changed copy.
 *
 * <p>The name is what the journal keeps: keep it while runs of this version of the plan live.
 */
public final class Step {

  private final String name;
  private final StepAction action;
  private final RetryPolicy retry;
  private final @Nullable Permit permit;
  private final @Nullable StepAction undo;
  private final RetryPolicy undoRetry;

  private Step(
      String name,
      StepAction action,
      RetryPolicy retry,
      @Nullable Permit permit,
      @Nullable StepAction undo,
      RetryPolicy undoRetry) {
    this.name = name;
    this.action = action;
    this.retry = retry;
    this.permit = permit;
    this.undo = undo;
    this.undoRetry = undoRetry;
  }

  /**
   * Begins a step.
   *
   * @param name lower-case words with hyphens, unique in the plan
   */
  public static Named named(String name) {
    return new Named(Names.checked("step", name));
  }

  /**
   * How failures are retried; {@link RetryPolicy#ofDefaults()} unless said.
   *
   * @param policy the policy
   */
  public Step retry(RetryPolicy policy) {
    return new Step(name, action, Objects.requireNonNull(policy), permit, undo, undoRetry);
  }

  /**
   * Limits how many runs of the whole cluster are inside this step.
   *
   * @param permitName the limit's name
   * @param limit how many at once
   */
  public Step permit(String permitName, int limit) {
    return new Step(name, action, retry, new Permit(permitName, limit), undo, undoRetry);
  }

  /**
   * How to take the step back. It is called for every step that has begun, the failed one too,
   * since that may have done half of its work: it must find nothing to do in order.
   *
   * @param undoing takes back what the step did
   */
  public Step undo(StepAction undoing) {
    return new Step(name, action, retry, permit, Objects.requireNonNull(undoing), undoRetry);
  }

  /**
   * How failures of the undo are retried; {@link RetryPolicy#ofDefaults()} unless said.
   *
   * @param policy the policy
   */
  public Step undoRetry(RetryPolicy policy) {
    return new Step(name, action, retry, permit, undo, Objects.requireNonNull(policy));
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** The work. */
  public StepAction action() {
    return action;
  }

  /** How failures of the work are retried. */
  public RetryPolicy retryPolicy() {
    return retry;
  }

  /** The limit it runs under. */
  public Optional<Permit> permit() {
    return Optional.ofNullable(permit);
  }

  /** How it is taken back. */
  public Optional<StepAction> undoing() {
    return Optional.ofNullable(undo);
  }

  /** How failures of the undo are retried. */
  public RetryPolicy undoRetryPolicy() {
    return undoRetry;
  }

  @Override
  public String toString() {
    return "Step " + name;
  }

  /** A step that has a name and lacks its work. */
  public static final class Named {

    private final String name;

    private Named(String name) {
      this.name = name;
    }

    /**
     * Gives the step its work.
     *
     * @param action the work, idempotent
     */
    public Step does(StepAction action) {
      return new Step(
          name,
          Objects.requireNonNull(action, "action"),
          RetryPolicy.ofDefaults(),
          null,
          null,
          RetryPolicy.ofDefaults());
    }
  }
}
