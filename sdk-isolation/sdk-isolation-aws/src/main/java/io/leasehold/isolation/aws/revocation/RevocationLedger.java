package io.leasehold.isolation.aws.revocation;

import io.leasehold.tenancy.TenantId;
import java.time.Instant;
import java.util.List;

/**
 * Where nodes share which tenants' sessions were revoked; a table with one row for each tenant
 * does. Implementations are thread-safe and durable.
 */
public interface RevocationLedger {

  /**
   * Adds one to the tenant's epoch, atomically, and keeps the later of the two instants.
   *
   * @return what is in force now
   */
  Revocation revoke(TenantId tenant, Instant issuedBefore);

  /**
   * The last revocation of each tenant. Those whose sessions have all expired may be left out; an
   * epoch never goes back.
   */
  List<Revocation> all();
}
