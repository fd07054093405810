package io.leasehold.provisioning.plan.internal;

import org.jspecify.annotations.Nullable;

/** What the journal answers when a step is about to begin. */
sealed interface Begin {

  /**
   * Go on; the attempt is recorded.
   *
   * @param payload the signal that the step has got, as stored
   */
  record Go(@Nullable String payload) implements Begin {}

  /** Somebody asked for the end of the run. */
  record CancelRequested() implements Begin {}

  /** No permit or no signal yet; the run was put aside. */
  record PutAside() implements Begin {}

  /** The signal did not come in time. */
  record SignalMissed() implements Begin {}
}
