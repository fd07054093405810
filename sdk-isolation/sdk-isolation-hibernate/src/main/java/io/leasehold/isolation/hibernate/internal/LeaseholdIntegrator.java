package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.internal.loading.SessionScope;
import io.leasehold.isolation.hibernate.schema.RowSecurityPlan;
import io.leasehold.isolation.hibernate.schema.UnplannableTableException;
import java.util.Map;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.integrator.spi.Integrator;

/**
 * Looks at the mapping of every persistence unit before it starts: found by Hibernate, like {@link
 * LeaseholdServiceContributor}.
 */
public final class LeaseholdIntegrator implements Integrator {

  /** For the service loader. */
  public LeaseholdIntegrator() {}

  @Override
  public void integrate(
      Metadata metadata, BootstrapContext bootstrap, SessionFactoryImplementor factory) {
    Map<String, Object> settings =
        factory.getServiceRegistry().requireService(ConfigurationService.class).getSettings();
    if (UnitIsolation.of(settings) == UnitIsolation.NONE) {
      return;
    }
    EntityMarks.require(metadata, settings);
    AuditEntities.leaveTenantToDatabase(metadata, settings);
    PlacedTables.require(metadata, settings);
    SessionScope.guard(factory);
    UnitPlan plan = factory.getServiceRegistry().requireService(UnitPlan.class);
    try {
      plan.is(RowSecurityPlan.of(metadata));
    } catch (UnplannableTableException e) {
      // Only who wants the plan needs it; the unit runs without.
      plan.isNot(e);
    }
  }
}
