package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.Provenance;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.jakarta.TenantRejected;
import io.leasehold.tenancy.jakarta.TenantResolved;
import io.leasehold.tenancy.problem.TenantProblems;
import io.leasehold.tenancy.resolution.TenantDecision;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the observers of the application what became of each request. */
public final class CdiVisitListener implements VisitListener {

  private static final Logger LOG = LoggerFactory.getLogger(CdiVisitListener.class);

  private final BeanManager beans;
  private final boolean resolvedObserved;
  private final boolean rejectedObserved;

  private CdiVisitListener(BeanManager beans) {
    this.beans = beans;
    TenantResolved resolved =
        new TenantResolved(
            Tenant.active(TenantId.of("sample"), Tier.of("sample")), Provenance.ofCode());
    this.resolvedObserved = !beans.resolveObserverMethods(resolved).isEmpty();
    this.rejectedObserved =
        !beans.resolveObserverMethods(new TenantRejected(TenantProblems.NO_TOKEN)).isEmpty();
  }

  /** The listener for the beans of the application. */
  static VisitListener orNobody() {
    return of(CDI.current().getBeanManager());
  }

  /** One that tells, or one that does nothing where nobody observes. */
  public static VisitListener of(BeanManager beans) {
    CdiVisitListener listener = new CdiVisitListener(beans);
    return listener.resolvedObserved || listener.rejectedObserved ? listener : NOBODY;
  }

  @Override
  public void decided(TenantVisit visit) {
    try {
      Optional<TenantVisit.Refused> refusal = visit.refusal();
      if (refusal.isPresent() && rejectedObserved) {
        beans.getEvent().fire(new TenantRejected(refusal.get().problem()));
      } else if (resolvedObserved
          && visit.decision().orElse(null) instanceof TenantDecision.Admitted admitted) {
        Provenance provenance = new Provenance(admitted.evidence());
        beans.getEvent().fire(new TenantResolved(admitted.tenant(), provenance));
      }
    } catch (RuntimeException failure) {
      LOG.error("An observer of tenancy events failed", failure);
    }
  }
}
