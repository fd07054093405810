package io.leasehold.tenancy.jakarta.internal;

import java.io.IOException;

/** The tenant of a running request was shut out, so nothing more is sent to it. */
public final class ShutOutException extends IOException {

  private static final long serialVersionUID = 1L;

  ShutOutException() {
    super("LH-TEN-105: the tenant is not admitted any more; the answer is broken off");
  }
}
