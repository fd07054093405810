package io.leasehold.isolation.testkit.data;

/** What became of a target. */
sealed interface Verdict {

  /** Nothing of the other tenant came back, changed or showed. */
  record Holds() implements Verdict {}

  /**
   * Something did.
   *
   * @param witness what, where and by which call
   */
  record Leaks(String witness) implements Verdict {}

  /**
   * Nobody can say.
   *
   * @param reason why, and what would help
   */
  record Unknown(String reason) implements Verdict {}
}
