package io.leasehold.isolation.aws.guard;

import io.leasehold.isolation.IsolationException;

/** A request was signed by somebody other than the tenant it was bound to; it was not sent. */
public final class SigningIdentityException extends IsolationException {

  /** Creates the exception. */
  public SigningIdentityException(String detail) {
    super("LH-ISO-111", "an AWS request was stopped before transmission: " + detail, null);
  }
}
