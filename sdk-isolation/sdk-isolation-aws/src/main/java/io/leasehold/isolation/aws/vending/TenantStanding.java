package io.leasehold.isolation.aws.vending;

import io.leasehold.isolation.aws.session.CredentialVendingException;
import io.leasehold.isolation.aws.session.CredentialVendingException.Reason;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.spi.TenantRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Whether a tenant may have credentials at all.
 *
 * @param registry null where nobody asks
 */
record TenantStanding(@Nullable TenantRegistry registry) {

  /** Why the tenant gets none, or null. */
  @Nullable CredentialVendingException refusal(TenantId tenant) {
    if (registry == null) {
      return null;
    }
    try {
      boolean admitted =
          registry.findById(tenant).filter(found -> found.status().admits()).isPresent();
      return admitted
          ? null
          : new CredentialVendingException(Reason.SHUT_OUT, tenant, "it may not enter now", null);
    } catch (TenantRegistryUnavailableException outage) {
      return new CredentialVendingException(
          Reason.UNAVAILABLE, tenant, "whether it may enter cannot be known now", outage);
    }
  }
}
