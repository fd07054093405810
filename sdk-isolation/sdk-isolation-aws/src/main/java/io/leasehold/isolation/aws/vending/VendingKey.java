package io.leasehold.isolation.aws.vending;

import io.leasehold.tenancy.TenantId;

/**
 * What tells one session from every other: the way to it, the tenant, and how often the tenant's
 * sessions were revoked before.
 */
record VendingKey(VendingPath path, TenantId tenant, long epoch) {

  @Override
  public int hashCode() {
    return (path.hashCode() * 31 + tenant.hashCode()) * 31 + Long.hashCode(epoch);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VendingKey key
        && tenant.equals(key.tenant)
        && epoch == key.epoch
        && path.equals(key.path);
  }
}
