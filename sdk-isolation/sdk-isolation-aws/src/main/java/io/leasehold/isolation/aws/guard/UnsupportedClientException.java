package io.leasehold.isolation.aws.guard;

import io.leasehold.isolation.IsolationException;

/**
 * A client, or a call on it, for which isolation cannot be vouched. The code says which kind:
 * {@code LH-ISO-150} multipart, {@code 151} CRT, {@code 152} S3 Express, {@code 153} an
 * authentication of a plugin's own (S3 Access Grants), {@code 154} the S3 encryption client, {@code
 * 159} cross-Region access, and {@code LH-ISO-112} whatever else is not a prepared plain client.
 */
public final class UnsupportedClientException extends IsolationException {

  /** Creates the exception. */
  public UnsupportedClientException(String message) {
    this("LH-ISO-112", message);
  }

  /** Creates the exception. */
  public UnsupportedClientException(String code, String message) {
    super(code, message, null);
  }
}
