package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.isolation.hibernate.UnsafeConfigurationException;
import java.util.Map;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.service.spi.ServiceContributor;

/**
 * Puts isolation into every persistence unit, without a setting of the application: found by
 * Hibernate through {@code META-INF/services}, also when Hibernate is in a library of the server
 * and this class in the application.
 */
public final class LeaseholdServiceContributor implements ServiceContributor {

  // Hibernate puts the unit's data source here, JTA or not; its constant is deprecated.
  private static final String DATA_SOURCE = "hibernate.connection.datasource";

  /** For the service loader. */
  public LeaseholdServiceContributor() {}

  @Override
  public void contribute(StandardServiceRegistryBuilder builder) {
    Map<String, Object> settings = builder.getSettings();
    if (UnitIsolation.of(settings) == UnitIsolation.NONE) {
      return;
    }
    HibernateRules.require(settings);
    settings.put(AvailableSettings.MULTI_TENANT_IDENTIFIER_RESOLVER, new ScopeTenantResolver());
    // One connection, so one set_config, for a transaction; the default in JTA is one a statement.
    settings.putIfAbsent(
        AvailableSettings.CONNECTION_HANDLING,
        "DELAYED_ACQUISITION_AND_RELEASE_BEFORE_TRANSACTION_COMPLETION");
    // Else Hibernate compares sequences by SQL outside a transaction when it starts.
    settings.putIfAbsent(AvailableSettings.SEQUENCE_INCREMENT_SIZE_MISMATCH_STRATEGY, "none");
    settings.put(DATA_SOURCE, guarded(settings));
  }

  private static DataSource guarded(Map<String, Object> settings) {
    Object configured = settings.get(DATA_SOURCE);
    if (configured instanceof TenantDataSource already) {
      return already;
    }
    if (configured instanceof DataSource source) {
      return TenantDataSource.inContainer(source);
    }
    if (configured instanceof String name) {
      return TenantDataSource.inContainer(lookup(name));
    }
    throw new UnsafeConfigurationException(
        "the persistence unit has no data source that could be guarded: give it a DataSource or"
            + " its JNDI name instead of a JDBC URL or a connection provider");
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
