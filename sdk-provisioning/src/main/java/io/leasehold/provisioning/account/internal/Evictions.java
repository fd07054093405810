package io.leasehold.provisioning.account.internal;

import io.leasehold.provisioning.account.EndReason;
import io.leasehold.provisioning.account.LeaseId;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.spi.TenantRegistry;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the leases of tenants that nobody may enter any more. Asked at every round of the upkeep, so
 * that a node that dies between a suspension and its consequences changes nothing but the delay.
 */
final class Evictions {

  private static final Logger LOG = LoggerFactory.getLogger(Evictions.class);

  private final Tables tables;
  private final Endings endings;
  private final TenantRegistry tenants;

  Evictions(Tables tables, Endings endings, TenantRegistry tenants) {
    this.tables = tables;
    this.endings = endings;
    this.tenants = tenants;
  }

  /** Looks at every tenant that has a live lease. */
  void sweep() {
    Set<TenantId> holders = tables.transactions().run(tables.leases()::tenantsWithLiveLeases);
    for (TenantId holder : holders) {
      try {
        if (tenants.findById(holder).filter(found -> found.status().admits()).isEmpty()) {
          evict(holder);
        }
      } catch (TenantRegistryUnavailableException outage) {
        // An outage says nothing about the tenant, and a learner's work is deleted only once.
        LOG.warn(
            "Whether tenant {} keeps its leases cannot be known now: {}",
            holder,
            outage.toString());
      }
    }
  }

  /** Ends every live lease of the tenant. */
  int evict(TenantId tenant) {
    List<LeaseId> live = tables.transactions().run(c -> tables.leases().live(c, tenant));
    live.forEach(lease -> endings.end(lease, EndReason.TENANT_SUSPENDED));
    if (!live.isEmpty()) {
      LOG.info("{} leases of tenant {} are ended: nobody may enter it now", live.size(), tenant);
    }
    return live.size();
  }
}
