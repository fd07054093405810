package io.leasehold.isolation.databench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.isolation.hibernate.placement.HikariPools;
import io.leasehold.isolation.hibernate.placement.IsolationMode;
import io.leasehold.isolation.hibernate.placement.PlaceLayout;
import io.leasehold.isolation.hibernate.placement.PlaceMigration;
import io.leasehold.isolation.hibernate.placement.TenantPlacement;
import io.leasehold.isolation.hibernate.placement.TenantPlacement.OwnDatabase;
import io.leasehold.isolation.hibernate.placement.TenantPlaces;
import io.leasehold.isolation.hibernate.placement.TenantPools;
import io.leasehold.isolation.hibernate.placement.TenantRouting;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** Many tenants with a place of their own each: what making it takes, and what is kept for it. */
final class Scale {

  private static final int POOLS = 20;

  private final int tenants;
  private final StringBuilder table =
      new StringBuilder(
          "| tenants | ms to make one | ms for its first transaction | connections"
              + " | KB of heap a tenant | KB of PostgreSQL a tenant |\n|---|---|---|---|---|---|\n");

  private Scale(int tenants) {
    this.tenants = tenants;
  }

  static String of(int tenants) throws Exception {
    Scale scale = new Scale(tenants);
    scale.measure(IsolationMode.SCHEMA, false);
    scale.measure(IsolationMode.DATABASE, false);
    scale.measure(IsolationMode.DATABASE, true);
    return scale.table.toString();
  }

  private void measure(IsolationMode mode, boolean naive) throws Exception {
    PlaceLayout layout = PlaceLayout.of("bench");
    try (Server server = Server.start()) {
      server.execute(Data.schema("bench", true) + Data.rowSecurity("bench"));
      TenantPlaces places =
          TenantPlaces.of(
                  server.owner("postgres"),
                  layout,
                  Server.APP,
                  PlaceMigration.script(Data.tables(true)))
              .databases(server::owner);
      List<Tenant> all = IntStream.range(0, tenants).mapToObj(Scale::tenant).toList();
      long start = System.nanoTime();
      for (Tenant tenant : all) {
        places.make(tenant.id(), TenantPlacement.in(mode, tenant.id()));
      }
      double made = millis(start);
      long heap = heap();
      long memory = server.memory();
      try (Ways ways = naive ? new Naive(server, mode) : new Ours(server, mode, layout)) {
        long first = System.nanoTime();
        for (Tenant tenant : all) {
          ways.use(tenant);
        }
        double used = millis(first);
        int connections = server.backends("scale").size();
        table.append(
            String.format(
                Locale.ROOT,
                "| %,d, %s%s | %.1f | %.1f | %d | %.1f | %.0f |%n",
                tenants,
                mode.name().toLowerCase(Locale.ROOT),
                naive ? ", a pool each" : "",
                made,
                used,
                connections,
                (heap() - heap) / 1024.0 / tenants,
                (double) (server.memory() - memory) / tenants));
      }
    }
  }

  private static Tenant tenant(int number) {
    return Tenant.active(TenantId.of("s" + number), Tier.of("basic"));
  }

  private double millis(long start) {
    return (System.nanoTime() - start) / 1e6 / tenants;
  }

  @SuppressWarnings("SystemGC") // What is in use is asked for, not what is free.
  private static long heap() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** How a tenant's transaction gets its connection. */
  private interface Ways extends AutoCloseable {

    void use(Tenant tenant) throws Exception;

    @Override
    void close();

    static void count(Connection connection, String table) throws Exception {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("select count(*) from " + table)) {
        row.next();
      }
      connection.commit();
    }
  }

  /** One pool for all schemas, or bounded pools for databases. */
  private static final class Ours implements Ways {

    private final HikariDataSource pool;
    private final TenantRouting routing;
    private final DataSource source;

    Ours(Server server, IsolationMode mode, PlaceLayout layout) throws Exception {
      pool =
          server.pool("scale", "postgres", mode == IsolationMode.SCHEMA ? POOLS : 1, server.port());
      routing =
          TenantRouting.builder(id -> TenantPlacement.in(mode, id), layout)
              .databases(
                  TenantPools.builder(
                          HikariPools.of(name -> Server.app("scale", name, server.port())))
                      .maximumPools(POOLS)
                      .build())
              .build();
      source = TenantDataSource.around(pool).routed(routing);
    }

    @Override
    public void use(Tenant tenant) throws Exception {
      TenantScopes.call(
          tenant,
          () -> {
            try (Connection connection = source.getConnection()) {
              Ways.count(connection, "task");
            }
            return tenant;
          });
    }

    @Override
    public void close() {
      routing.close();
      pool.close();
    }
  }

  /** What is written first: a map of pools, one connection each. */
  private static final class Naive implements Ways {

    private final Server server;
    private final IsolationMode mode;
    private final List<HikariDataSource> pools = new ArrayList<>();

    Naive(Server server, IsolationMode mode) {
      this.server = server;
      this.mode = mode;
    }

    @Override
    public void use(Tenant tenant) throws Exception {
      if (TenantPlacement.in(mode, tenant.id()) instanceof OwnDatabase own) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(Server.app("scale", own.database(), server.port()));
        config.setMaximumPoolSize(1);
        HikariDataSource pool = new HikariDataSource(config);
        pools.add(pool);
        try (Connection connection = pool.getConnection()) {
          Ways.count(connection, "bench.task");
        }
      }
    }

    @Override
    public void close() {
      pools.forEach(HikariDataSource::close);
    }
  }
}
