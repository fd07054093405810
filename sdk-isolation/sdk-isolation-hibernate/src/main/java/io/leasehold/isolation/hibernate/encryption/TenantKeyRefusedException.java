package io.leasehold.isolation.hibernate.encryption;

import io.leasehold.tenancy.TenantId;
import org.jspecify.annotations.Nullable;

/** The master key does not open this key for this tenant. Trying again does not help. */
public final class TenantKeyRefusedException extends TenantEncryptionException {

  /**
   * Creates the exception.
   *
   * @param tenant for whom it was to be opened
   * @param cause what the master key said
   */
  public TenantKeyRefusedException(TenantId tenant, @Nullable Throwable cause) {
    super(
        "LH-ISO-323",
        "the master key does not open the encryption key that is stored for tenant "
            + tenant
            + "; check the permissions, and whether the key was copied from elsewhere",
        cause);
  }
}
