package io.leasehold.isolation.hibernate.encryption;

import io.leasehold.tenancy.TenantId;
import org.jspecify.annotations.Nullable;

/** The key was destroyed on purpose. What it encrypted is gone for ever. */
public final class TenantKeyDestroyedException extends TenantEncryptionException {

  /**
   * Creates the exception.
   *
   * @param tenant whose key it was
   */
  public TenantKeyDestroyedException(TenantId tenant) {
    this(tenant, null);
  }

  /**
   * Creates the exception.
   *
   * @param tenant whose key it was
   * @param cause how that was found out
   */
  public TenantKeyDestroyedException(TenantId tenant, @Nullable Throwable cause) {
    super(
        "LH-ISO-321",
        "the encryption key of tenant "
            + tenant
            + " was destroyed; what it encrypted cannot be read any more, by anybody",
        cause);
  }
}
