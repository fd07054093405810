package io.leasehold.isolation.testkit.http;

import java.util.Optional;

/** Answers in the place of AWS. Called by several threads if the clients are. */
@FunctionalInterface
public interface OfflineAnswers {

  /** The answer to an allowed request; empty for a success that says nothing. */
  Optional<OfflineAnswer> answer(OfflineCall call);

  /** Says nothing to anybody: enough where only the decision matters. */
  static OfflineAnswers nothing() {
    return call -> Optional.empty();
  }
}
