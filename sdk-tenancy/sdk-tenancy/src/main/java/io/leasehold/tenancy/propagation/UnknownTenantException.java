package io.leasehold.tenancy.propagation;

import io.leasehold.tenancy.TenancyException;
import io.leasehold.tenancy.TenantId;
import java.util.Objects;

/** Work was to be done for a tenant that the registry does not know, or that is gone. */
public final class UnknownTenantException extends TenancyException {

  private final TenantId tenant;

  /** Creates the exception. */
  public UnknownTenantException(TenantId tenant) {
    super("LH-TEN-041", "there is no tenant " + tenant + ": drop the work, it has no owner");
    this.tenant = Objects.requireNonNull(tenant, "tenant");
  }

  /** The id that nobody has. */
  public TenantId tenant() {
    return tenant;
  }
}
