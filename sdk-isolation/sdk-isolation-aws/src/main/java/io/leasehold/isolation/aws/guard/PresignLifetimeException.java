package io.leasehold.isolation.aws.guard;

import io.leasehold.isolation.IsolationException;
import java.time.Instant;

/** A presigned address was to live longer than the credentials that sign it. */
public final class PresignLifetimeException extends IsolationException {

  /** Creates the exception. */
  public PresignLifetimeException(Instant addressEnds, Instant credentialsEnd) {
    super(
        "LH-ISO-158",
        "the presigned address would claim to work until %s, and its credentials end at %s: ask for"
                .formatted(addressEnds, credentialsEnd)
            + " a shorter signature, or let the vendor vend for longer",
        null);
  }
}
