package io.leasehold.tenancy.postgres;

import io.leasehold.tenancy.TenancyException;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.TenantStatus;
import java.sql.SQLException;

/** What PostgreSQL says when it refuses to change a tenant, in our words. */
final class RefusedChange {

  private static final String UNIQUE_VIOLATION = "23505";
  // Raised by the guard of the table.
  private static final String ILLEGAL_TRANSITION = "LH030";

  private RefusedChange() {}

  static TenancyException of(TenantId id, TenantStatus wanted, SQLException e) {
    String state = e.getSQLState();
    if (UNIQUE_VIOLATION.equals(state)) {
      return new TenantConflictException(id, e);
    }
    return ILLEGAL_TRANSITION.equals(state)
        ? new TenantTransitionException(id, wanted, e)
        : new TenantRegistryUnavailableException(e);
  }
}
