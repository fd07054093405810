package io.leasehold.tenancy.fairness;

import io.leasehold.tenancy.problem.Problem;
import java.util.Optional;

/** The answers to requests that may not go on. */
public final class FairnessProblems {

  /** More than the caller's limits allow. */
  public static final Problem TOO_MANY =
      Problem.of(
          429,
          "LH-TEN-120",
          "Too many requests",
          "The limit is reached; wait for as many seconds as Retry-After says.");

  /** It cannot be known now. */
  public static final Problem UNAVAILABLE =
      Problem.of(503, "LH-TEN-121", "Not available at the moment", "Try again in some seconds.");

  /** Too many refused requests from one network. */
  public static final Problem TOO_MANY_FAILURES =
      Problem.of(
          429,
          "LH-TEN-122",
          "Too many refused requests",
          "Many requests from your network were refused; wait for as many seconds as Retry-After"
              + " says.");

  private FairnessProblems() {}

  /** The answer; empty if the request may go on. */
  public static Optional<Problem> of(Admission admission) {
    if (admission instanceof Admission.Admitted) {
      return Optional.empty();
    }
    return Optional.of(admission instanceof Admission.Refused ? TOO_MANY : UNAVAILABLE);
  }
}
