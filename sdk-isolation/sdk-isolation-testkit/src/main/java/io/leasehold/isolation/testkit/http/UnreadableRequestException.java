package io.leasehold.isolation.testkit.http;

import io.leasehold.isolation.IsolationException;

/**
 * {@code LH-ISO-170}: a request that could not be read completely, so that nobody can say what it
 * needs permission for. It goes nowhere: an enforcement that guesses would prove nothing.
 */
public final class UnreadableRequestException extends IsolationException {

  private static final long serialVersionUID = 1;

  UnreadableRequestException(String message) {
    super("LH-ISO-170", message, null);
  }
}
