package io.leasehold.isolation.aws.session;

import io.leasehold.isolation.IsolationException;

/**
 * Session tags whose keys differ only in case: AWS holds them for one and takes one of them, so
 * that nobody could say whose session it is.
 */
public final class TagCaseException extends IsolationException {

  /** Creates the exception. */
  public TagCaseException(String message) {
    super("LH-ISO-145", message + "; spell each key in one way", null);
  }
}
