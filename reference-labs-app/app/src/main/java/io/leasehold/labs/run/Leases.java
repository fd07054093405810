package io.leasehold.labs.run;

import io.leasehold.labs.engine.Engine;
import io.leasehold.labs.learner.Learner;
import io.leasehold.provisioning.account.Lease;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * The leases behind lab runs. A run names its lease in a row that the tenant's own code may write;
 * the pool, which it may not, says whose the lease is. Only where both agree is there a lease.
 * Thread-safe.
 */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class Leases {

  @Inject private Engine engine;

  /** The lease of the run, if it has one and the lease is the learner's in the tenant in scope. */
  public Optional<Lease> of(Learner learner, LabRun run) {
    TenantId tenant = TenantContext.require().id();
    return run.lease()
        .flatMap(engine.pool()::find)
        .filter(lease -> belongs(lease, tenant, learner));
  }

  static boolean belongs(Lease lease, TenantId tenant, Learner learner) {
    return lease.tenant().equals(tenant) && lease.principal().equals(learner.pseudonym());
  }
}
