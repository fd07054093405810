package io.leasehold.tenancy.fairness;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Whether a request may go on. Sealed, so that nobody forgets the third answer. */
public sealed interface Admission {

  /**
   * It may.
   *
   * @param permit to be closed when the request is over
   * @param standings where the caller stands with its allowances now
   */
  record Admitted(Permit permit, List<Standing> standings) implements Admission {
    /** Copies. */
    public Admitted {
      Objects.requireNonNull(permit, "permit");
      standings = List.copyOf(standings);
    }
  }

  /**
   * It is too much.
   *
   * @param limit which limit it is that says so
   * @param retryAfter when to try again
   * @param standings where the caller stands with its allowances now
   */
  record Refused(Limit limit, Duration retryAfter, List<Standing> standings) implements Admission {
    /** Copies. */
    public Refused {
      Objects.requireNonNull(limit, "limit");
      Objects.requireNonNull(retryAfter, "retryAfter");
      standings = List.copyOf(standings);
    }
  }

  /**
   * It cannot be known now, because the shared count cannot be read.
   *
   * @param retryAfter when to try again
   */
  record Unavailable(Duration retryAfter) implements Admission {
    /** Requires the duration. */
    public Unavailable {
      Objects.requireNonNull(retryAfter, "retryAfter");
    }
  }

  /** The kinds of limits. */
  enum Limit {
    /** Too fast. */
    RATE,
    /** The period's allowance is used up. */
    QUOTA,
    /** Too many requests under way. */
    AT_ONCE
  }
}
