package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.TenancyException;

/** Code of the platform was called by somebody without the platform's own credential. */
public final class PlatformRequiredException extends TenancyException {

  /** Creates it. */
  public PlatformRequiredException() {
    super(
        "LH-TEN-111",
        "this runs only for callers with the platform's own credential, at a platform path");
  }
}
