package io.leasehold.isolation.aws.session;

import io.leasehold.isolation.IsolationException;
import java.time.Duration;

/**
 * Sessions were to live longer than an hour although a session asks for them: AWS refuses that for
 * chained roles, whatever the role's own maximum is.
 */
public final class ChainedDurationException extends IsolationException {

  /** Creates the exception. */
  public ChainedDurationException(String role, String caller, Duration duration) {
    super(
        "LH-ISO-144",
        ("%s is assumed by %s, which is a session itself, for %s; a chain of roles allows one hour:"
                + " set the vendor's duration to at most PT1H")
            .formatted(role, caller, duration),
        null);
  }
}
