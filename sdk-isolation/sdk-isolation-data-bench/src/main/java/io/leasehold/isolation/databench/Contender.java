package io.leasehold.isolation.databench;

import com.zaxxer.hikari.HikariDataSource;
import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.tenancy.TenantScopes;
import jakarta.persistence.PersistenceConfiguration;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.jspecify.annotations.Nullable;

/** One way to keep tenants apart, or not to: a persistence unit with tables of its own. */
final class Contender implements AutoCloseable {

  private static final ThreadLocal<@Nullable String> TENANT = new ThreadLocal<>();

  private final String name;
  private final boolean tenants;
  private final boolean scoped;
  private final HikariDataSource pool;
  private final SessionFactory factory;

  private Contender(
      String name, boolean tenants, boolean scoped, HikariDataSource pool, SessionFactory factory) {
    this.name = name;
    this.tenants = tenants;
    this.scoped = scoped;
    this.pool = pool;
    this.factory = factory;
  }

  /**
   * All of them, on fresh tables and with pools of their own: Hibernate without any tenancy; with
   * its discriminator and nothing else; with the discriminator, row security, and the data source
   * that tells PostgreSQL the tenant.
   *
   * @param size how many connections each has
   * @param port where PostgreSQL is reached
   */
  static List<Contender> all(Server server, int size, int port) throws SQLException {
    return List.of(
        of(server, "plain", false, false, size, port),
        of(server, "discriminator", true, false, size, port),
        of(server, "leasehold", true, true, size, port));
  }

  private static Contender of(
      Server server, String name, boolean tenants, boolean scoped, int size, int port)
      throws SQLException {
    server.execute(
        "drop schema if exists "
            + name
            + " cascade;"
            + Data.tables(name, tenants)
            + Data.rows(0, Data.TENANTS, tenants)
            + Data.grants(name)
            + (scoped ? Data.rowSecurity(name) : ""));
    HikariDataSource pool = server.pool(name, "postgres", size, port);
    Map<String, Object> settings = new TreeMap<>();
    settings.put(AvailableSettings.DEFAULT_SCHEMA, name);
    if (!scoped) {
      settings.put("leasehold.isolation", "none");
      if (tenants) {
        settings.put(AvailableSettings.MULTI_TENANT_IDENTIFIER_RESOLVER, new OfThread());
      }
    }
    DataSource source = scoped ? TenantDataSource.around(pool) : pool;
    return new Contender(name, tenants, scoped, pool, factory(source, tenants, settings));
  }

  private static SessionFactory factory(
      DataSource source, boolean tenants, Map<String, Object> settings) {
    PersistenceConfiguration configuration = new PersistenceConfiguration("bench");
    configuration.property("jakarta.persistence.nonJtaDataSource", source);
    configuration.properties(settings);
    List<Class<?>> entities =
        tenants
            ? List.of(TenantProject.class, TenantTask.class)
            : List.of(PlainProject.class, PlainTask.class);
    entities.forEach(configuration::managedClass);
    return configuration.createEntityManagerFactory().unwrap(SessionFactory.class);
  }

  String name() {
    return name;
  }

  /** The name of its pool. */
  String pool() {
    return pool.getPoolName();
  }

  /** One transaction on behalf of the tenant with this number, as an application makes it. */
  void transaction(int tenant, Consumer<Session> work) {
    if (scoped) {
      TenantScopes.run(Data.tenant(tenant), () -> factory.inTransaction(work));
    } else if (tenants) {
      TENANT.set(Data.tenant(tenant).id().value());
      try {
        factory.inTransaction(work);
      } finally {
        TENANT.remove();
      }
    } else {
      factory.inTransaction(work);
    }
  }

  Class<? extends BaseTask> task() {
    return tenants ? TenantTask.class : PlainTask.class;
  }

  Class<? extends BaseProject> project() {
    return tenants ? TenantProject.class : PlainProject.class;
  }

  BaseTask newTask() {
    return tenants ? new TenantTask() : new PlainTask();
  }

  @Override
  public void close() {
    factory.close();
    pool.close();
  }

  /** The resolver that everybody writes first. */
  private static final class OfThread implements CurrentTenantIdentifierResolver<String> {

    @Override
    public String resolveCurrentTenantIdentifier() {
      return Objects.requireNonNull(TENANT.get(), "no tenant");
    }

    @Override
    public boolean validateExistingCurrentSessions() {
      return true;
    }
  }
}
