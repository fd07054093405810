package io.leasehold.isolation.aws.probe;

import io.leasehold.isolation.IsolationException;

/**
 * The AWS SDK on the class path cannot be trusted with tenants: {@code LH-ISO-156} if a path leaks
 * or breaks, {@code LH-ISO-157} if its modules are of several versions.
 */
public final class UnsoundSdkException extends IsolationException {

  UnsoundSdkException(String code, String message) {
    super(code, message, null);
  }
}
