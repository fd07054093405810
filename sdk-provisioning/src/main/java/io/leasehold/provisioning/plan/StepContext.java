package io.leasehold.provisioning.plan;

import java.util.Map;
import java.util.Optional;

/** What a step knows about its run. Belongs to the thread that runs the step. */
public interface StepContext {

  /** The run. */
  RunId runId();

  /** What the run was started with. */
  Map<String, String> input();

  /** The input and the outputs of all finished steps; a later output wins. */
  Map<String, String> data();

  /**
   * Which attempt this is, from 1. Failures and cut-off attempts count, looking again after {@link
   * StepOutcome.Poll} does not.
   */
  int attempt();

  /**
   * Whether an earlier attempt at this step was cut off, so that nobody knows how far it came. A
   * step that creates something without an idempotency token looks for it first then.
   */
  boolean afterTakeOver();

  /** The payload of the signal that this step waited for, when it is there. */
  Optional<Map<String, String>> signal();

  /**
   * Makes sure that this node has not been declared dead meanwhile. Reads the database; call it
   * directly before a call that cannot be taken back.
   *
   * @throws OwnershipLostException when another node has the run; let it pass
   */
  void requireStillOwned();
}
