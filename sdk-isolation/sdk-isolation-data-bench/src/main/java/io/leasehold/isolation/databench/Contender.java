package io.leasehold.isolation.databench;

import com.zaxxer.hikari.HikariDataSource;
import io.leasehold.isolation.hibernate.SignedTenants;
import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.isolation.hibernate.TenantSigningKey;
import io.leasehold.isolation.hibernate.placement.HikariPools;
import io.leasehold.isolation.hibernate.placement.IsolationMode;
import io.leasehold.isolation.hibernate.placement.PlaceLayout;
import io.leasehold.isolation.hibernate.placement.PlaceMigration;
import io.leasehold.isolation.hibernate.placement.TenantPlacement;
import io.leasehold.isolation.hibernate.placement.TenantPlacement.OwnDatabase;
import io.leasehold.isolation.hibernate.placement.TenantPlaces;
import io.leasehold.isolation.hibernate.placement.TenantPools;
import io.leasehold.isolation.hibernate.placement.TenantRouting;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import jakarta.persistence.PersistenceConfiguration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.context.spi.CurrentTenantIdentifierResolver;
import org.jspecify.annotations.Nullable;

/** One way to keep tenants apart, or not to: a persistence unit with tables of its own. */
final class Contender implements AutoCloseable {

  private static final String SESSION = "session";

  private static final ThreadLocal<@Nullable String> TENANT = new ThreadLocal<>();

  private final String name;
  private final boolean tenants;
  private final boolean scoped;
  private final Runnable pools;
  private final SessionFactory factory;

  private Contender(
      String name, boolean tenants, boolean scoped, Runnable pools, SessionFactory factory) {
    this.name = name;
    this.tenants = tenants;
    this.scoped = scoped;
    this.pools = pools;
    this.factory = factory;
  }

  /**
   * All of them, on fresh tables and with pools of their own, on a fresh server.
   *
   * @param size how many connections each has
   * @param port where PostgreSQL is reached
   */
  static List<Contender> all(Server server, int size, int port) throws SQLException {
    return List.of(
        // Hibernate without any tenancy.
        shared(server, "plain", false, UnaryOperator.identity(), "", size, port),
        // Hibernate's discriminator, and nothing else.
        shared(server, "discriminator", true, UnaryOperator.identity(), "", size, port),
        // The discriminator, row security, and the data source that says the tenant.
        shared(
            server,
            "leasehold",
            true,
            TenantDataSource::around,
            Data.rowSecurity("leasehold"),
            size,
            port),
        signed(server, size, port),
        // For users without transactions: each statement is one of its own.
        shared(
            server,
            SESSION,
            true,
            pool -> TenantDataSource.around(pool).withSessions(),
            Data.rowSecurity(SESSION),
            size,
            port),
        placed(server, "schema", IsolationMode.SCHEMA, size, port),
        placed(server, "database", IsolationMode.DATABASE, size, port));
  }

  private static Contender signed(Server server, int size, int port) throws SQLException {
    TenantSigningKey key = TenantSigningKey.random("bench");
    server.execute(SignedTenants.script());
    try (Connection owner = server.owner("postgres").getConnection()) {
      key.install(owner);
    }
    return shared(
        server,
        "signed",
        true,
        pool -> TenantDataSource.around(pool).signed(key),
        Data.rowSecurity("signed", table -> table.tenant(SignedTenants.EXPRESSION)),
        size,
        port);
  }

  private static Contender shared(
      Server server,
      String name,
      boolean tenants,
      UnaryOperator<DataSource> wrapped,
      String rowSecurity,
      int size,
      int port)
      throws SQLException {
    server.execute(Data.schema(name, tenants) + Data.rows(0, Data.TENANTS, tenants) + rowSecurity);
    HikariDataSource pool = server.pool(name, "postgres", size, port);
    DataSource source = wrapped.apply(pool);
    boolean scoped = source instanceof TenantDataSource;
    Map<String, Object> settings = new TreeMap<>();
    settings.put(AvailableSettings.DEFAULT_SCHEMA, name);
    settings.put(AvailableSettings.ALLOW_UPDATE_OUTSIDE_TRANSACTION, name.equals(SESSION));
    if (!scoped) {
      settings.put("leasehold.isolation", "none");
      if (tenants) {
        settings.put(AvailableSettings.MULTI_TENANT_IDENTIFIER_RESOLVER, new OfThread());
      }
    }
    return new Contender(name, tenants, scoped, pool::close, factory(source, tenants, settings));
  }

  /** Each tenant in a place of its own, made as {@link TenantPlaces} makes it. */
  private static Contender placed(
      Server server, String mode, IsolationMode isolation, int size, int port) throws SQLException {
    String shared = "by_" + mode;
    server.execute(Data.schema(shared, true) + Data.rowSecurity(shared));
    PlaceLayout layout = PlaceLayout.of(shared);
    TenantPlaces places =
        TenantPlaces.of(
                server.owner("postgres"),
                layout,
                Server.APP,
                PlaceMigration.script(Data.tables(true)))
            .databases(server::owner);
    for (int number = 0; number < Data.TENANTS; number++) {
      TenantId id = Data.tenant(number).id();
      TenantPlacement placement = TenantPlacement.in(isolation, id);
      places.make(id, placement);
      server.execute(
          placement instanceof OwnDatabase own ? own.database() : "postgres",
          "set search_path to \""
              + layout.schemaIn(placement)
              + "\";"
              + Data.rows(number, number + 1, true));
    }
    HikariDataSource pool = server.pool(mode, "postgres", size, port);
    TenantRouting routing =
        TenantRouting.builder(id -> TenantPlacement.in(isolation, id), layout)
            .databases(
                TenantPools.builder(
                        HikariPools.of(database -> Server.app(mode, database, port))
                            .connections(size))
                    .build())
            .build();
    DataSource source = TenantDataSource.around(pool).routed(routing);
    return new Contender(
        mode,
        true,
        true,
        () -> {
          routing.close();
          pool.close();
        },
        factory(source, true, Map.of()));
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

  /** The name, of its PostgreSQL sessions too. */
  String name() {
    return name;
  }

  /**
   * One transaction on behalf of the tenant with this number, as an application makes it; in
   * session mode there is none.
   */
  void transaction(int tenant, Consumer<Session> work) {
    if (name.equals(SESSION)) {
      TenantScopes.run(Data.tenant(tenant), () -> factory.inSession(work.andThen(Session::flush)));
    } else if (scoped) {
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
    pools.run();
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
