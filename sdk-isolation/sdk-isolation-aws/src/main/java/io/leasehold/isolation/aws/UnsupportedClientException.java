package io.leasehold.isolation.aws;

import io.leasehold.isolation.IsolationException;

/** A client, or a call on it, for which isolation cannot be vouched. */
public final class UnsupportedClientException extends IsolationException {

  UnsupportedClientException(String message) {
    super("LH-ISO-112", message, null);
  }
}
