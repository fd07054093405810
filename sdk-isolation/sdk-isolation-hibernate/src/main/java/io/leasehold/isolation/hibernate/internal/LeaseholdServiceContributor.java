package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.isolation.hibernate.UnsafeConfigurationException;
import io.leasehold.isolation.hibernate.internal.loading.TenantPlansContribution;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.resource.jdbc.spi.PhysicalConnectionHandlingMode;
import org.hibernate.resource.transaction.backend.jta.internal.JtaTransactionCoordinatorBuilderImpl;
import org.hibernate.service.spi.ServiceContributor;

/**
 * Puts isolation into every persistence unit, without a setting of the application: found by
 * Hibernate through {@code META-INF/services}, also when Hibernate is in a library of the server
 * and this class in the application.
 */
public final class LeaseholdServiceContributor implements ServiceContributor {

  // Hibernate puts the unit's data source here, JTA or not; its constant is deprecated.
  private static final String DATA_SOURCE = "hibernate.connection.datasource";

  // Where the settings may name it, in Hibernate's own order.
  private static final List<String> DATA_SOURCES =
      List.of(
          DATA_SOURCE,
          AvailableSettings.JAKARTA_JTA_DATASOURCE,
          AvailableSettings.JAKARTA_NON_JTA_DATASOURCE);

  /** For the service loader. */
  public LeaseholdServiceContributor() {}

  @Override
  public void contribute(StandardServiceRegistryBuilder builder) {
    Map<String, Object> settings = builder.getSettings();
    if (UnitIsolation.of(settings) == UnitIsolation.NONE) {
      return;
    }
    HibernateRules.require(settings);
    builder.addService(UnitPlan.class, new UnitPlan());
    TenantPlansContribution.to(builder);
    builder.addInitiator(new ScopedRegions.Initiator());
    ScopeTenantResolver resolver = new ScopeTenantResolver();
    settings.put(AvailableSettings.MULTI_TENANT_IDENTIFIER_RESOLVER, resolver);
    if (isJta(settings)) {
      // One connection, so one set_config, for a transaction; the default is one for a statement.
      settings.putIfAbsent(
          AvailableSettings.CONNECTION_HANDLING,
          PhysicalConnectionHandlingMode
              .DELAYED_ACQUISITION_AND_RELEASE_BEFORE_TRANSACTION_COMPLETION);
    }
    // Hibernate asks for the version of the database and the like before it opens sessions.
    settings.put(DATA_SOURCE, guarded(settings).startingUntil(resolver::wasAsked));
  }

  // Without Jakarta Transactions that handling would give the connection back before its commit.
  private static boolean isJta(Map<String, Object> settings) {
    Object coordinator = settings.get(AvailableSettings.TRANSACTION_COORDINATOR_STRATEGY);
    return "jta".equals(coordinator)
        || JtaTransactionCoordinatorBuilderImpl.class.equals(coordinator)
        || coordinator instanceof JtaTransactionCoordinatorBuilderImpl;
  }

  private static TenantDataSource guarded(Map<String, Object> settings) {
    Object configured =
        DATA_SOURCES.stream().map(settings::get).filter(Objects::nonNull).findFirst().orElse(null);
    if (configured instanceof TenantDataSource already) {
      return already;
    }
    if (configured instanceof DataSource source) {
      return guarded(source, isJta(settings));
    }
    if (configured instanceof String name) {
      return guarded(lookup(name), isJta(settings));
    }
    throw new UnsafeConfigurationException(
        "the persistence unit has no data source that could be guarded: give it a DataSource or"
            + " its JNDI name instead of a JDBC URL or a connection provider");
  }

  private static TenantDataSource guarded(DataSource source, boolean jta) {
    return jta ? TenantDataSource.inContainer(source) : TenantDataSource.around(source);
  }

  @SuppressWarnings("BanJNDI") // The name comes from the persistence unit, not from a request.
  private static DataSource lookup(String name) {
    try {
      return InitialContext.doLookup(name);
    } catch (NamingException e) {
      throw new UnsafeConfigurationException("no data source was found at the JNDI name " + name);
    }
  }
}
