package io.leasehold.isolation.aws.revocation;

import io.leasehold.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** A ledger of one process. Thread-safe. */
public final class InMemoryRevocationLedger implements RevocationLedger {

  private final ConcurrentMap<TenantId, Revocation> last = new ConcurrentHashMap<>();

  @Override
  public Revocation revoke(TenantId tenant, Instant issuedBefore) {
    return last.merge(
        tenant,
        new Revocation(tenant, 1, issuedBefore),
        (before, first) ->
            new Revocation(
                tenant,
                before.epoch() + 1,
                before.issuedBefore().isAfter(issuedBefore)
                    ? before.issuedBefore()
                    : issuedBefore));
  }

  @Override
  public List<Revocation> all() {
    return List.copyOf(last.values());
  }
}
