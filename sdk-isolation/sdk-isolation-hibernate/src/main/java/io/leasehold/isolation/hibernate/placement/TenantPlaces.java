package io.leasehold.isolation.hibernate.placement;

import io.leasehold.isolation.hibernate.RowSecurity;
import io.leasehold.isolation.hibernate.placement.TenantPlacement.OwnDatabase;
import io.leasehold.isolation.hibernate.placement.TenantPlacement.OwnSchema;
import io.leasehold.tenancy.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * Makes and drops tenants' own schemas and databases: tables by the application's migration, then
 * row security and the application's rights on each tenants' table. As the tables' owner, which is
 * never the application's role. Immutable and thread-safe.
 *
 * <pre>{@code
 * TenantPlaces places = TenantPlaces.of(owner, PlaceLayout.of("labs"), "labs_app",
 *     place -> Flyway.configure().dataSource(place.owner()).defaultSchema(place.schema())
 *         .locations("classpath:db/tenant").load().migrate());
 * places.make(tenant, TenantPlacement.in(IsolationMode.SCHEMA, tenant));
 * }</pre>
 *
 * <p>Making what is there brings it up to date: call it for every silo when a release has new
 * migrations. Nodes take turns. What was made carries its tenant's id as a comment; a schema or
 * database without it is neither used nor dropped.
 */
public final class TenantPlaces {

  private final DataSource owner;
  private final PlaceLayout layout;
  private final String appRole;
  private final PlaceMigration migration;
  private final Function<String, DataSource> databases;
  private final String tenantColumn;
  private final UnaryOperator<RowSecurity> rowSecurity;

  private TenantPlaces(
      DataSource owner,
      PlaceLayout layout,
      String appRole,
      PlaceMigration migration,
      Function<String, DataSource> databases,
      String tenantColumn,
      UnaryOperator<RowSecurity> rowSecurity) {
    this.owner = Objects.requireNonNull(owner, "owner");
    this.layout = Objects.requireNonNull(layout, "layout");
    this.appRole = PlainNames.require(appRole);
    this.migration = Objects.requireNonNull(migration, "migration");
    this.databases = Objects.requireNonNull(databases, "databases");
    this.tenantColumn = PlainNames.require(tenantColumn);
    this.rowSecurity = Objects.requireNonNull(rowSecurity, "rowSecurity");
  }

  /**
   * Makes schemas.
   *
   * @param owner connections, straight to PostgreSQL, to the shared database, as the role that owns
   *     the tables and may create schemas
   * @param layout as the routing has it
   * @param appRole the role of the application
   * @param migration makes the tables
   * @throws IllegalArgumentException if the role's name is not plain
   */
  public static TenantPlaces of(
      DataSource owner, PlaceLayout layout, String appRole, PlaceMigration migration) {
    Function<String, DataSource> none =
        database -> {
          throw new IllegalStateException("no databases() were given that could be connected to");
        };
    return new TenantPlaces(
        owner, layout, appRole, migration, none, "tenant_id", UnaryOperator.identity());
  }

  /**
   * The same, for databases, too.
   *
   * @param connections unpooled connections to the database of a name, as the owner, who may create
   *     databases (CREATEDB) on the server of the shared one
   */
  public TenantPlaces databases(Function<String, DataSource> connections) {
    return new TenantPlaces(
        owner, layout, appRole, migration, connections, tenantColumn, rowSecurity);
  }

  /** The same, with another tenant column, or another way to say the tenant. */
  public TenantPlaces rowSecurity(String column, UnaryOperator<RowSecurity> other) {
    return new TenantPlaces(owner, layout, appRole, migration, databases, column, other);
  }

  /**
   * Makes the place, or brings it up to date. For the shared tables there is nothing to do.
   *
   * @throws PlaceTakenException if a schema or database of the name is not this tenant's
   * @throws PlaceFailedException if it failed in the middle; once more goes on
   */
  public void make(TenantId tenant, TenantPlacement placement) {
    locked(
        tenant,
        "made",
        placement,
        turn -> {
          if (placement instanceof OwnSchema own) {
            new PlaceMarks(turn, tenant).makeSchema(own.schema());
            build(new PlaceMigration.Place(tenant, own, own.schema(), owner));
          } else if (placement instanceof OwnDatabase own) {
            DataSource inside = databases.apply(own.database());
            new PlaceMarks(turn, tenant).makeDatabase(own.database(), appRole, inside);
            try (Connection connection = inside.getConnection()) {
              run(connection, "create schema if not exists \"" + layout.shared() + "\"");
            }
            build(new PlaceMigration.Place(tenant, own, layout.shared(), inside));
            path(own, inside);
          }
        });
  }

  /**
   * Drops the place with everything in it, if it is there; what still runs in a database is ended.
   * The shared tables stay, with the tenant's rows.
   *
   * @throws PlaceTakenException if a schema or database of the name is not this tenant's
   * @throws PlaceFailedException if it failed; once more goes on
   */
  public void drop(TenantId tenant, TenantPlacement placement) {
    locked(
        tenant,
        "dropped",
        placement,
        turn -> {
          if (placement instanceof OwnSchema own) {
            new PlaceMarks(turn, tenant).dropSchema(own.schema());
          } else if (placement instanceof OwnDatabase own) {
            new PlaceMarks(turn, tenant).dropDatabase(own.database());
          }
        });
  }

  // What each transaction sets all the same is then no change, which PostgreSQL would report, and
  // the driver would answer by preparing all statements anew. Exactly the same text: as it is set.
  private void path(OwnDatabase own, DataSource inside) throws SQLException {
    try (Connection connection = inside.getConnection()) {
      call(
          connection,
          "select pg_catalog.set_config('search_path', ?, false)",
          layout.searchPath(own));
      run(connection, "alter database \"" + own.database() + "\" set search_path from current");
    }
  }

  private void build(PlaceMigration.Place place) throws Exception {
    migration.migrate(place);
    try (Connection connection = place.owner().getConnection()) {
      connection.setAutoCommit(false);
      try {
        new PlaceGuards(connection, place.tenant(), place.schema(), tenantColumn, rowSecurity)
            .install(appRole);
        connection.commit();
      } finally {
        connection.rollback();
      }
    }
  }

  /** One node at a time, for one place; the lock goes with the connection. */
  private void locked(TenantId tenant, String what, TenantPlacement placement, Work work) {
    String key = "leasehold place " + placement;
    try (Connection turn = owner.getConnection()) {
      call(turn, "select pg_catalog.pg_advisory_lock(pg_catalog.hashtextextended(?, 0))", key);
      try {
        work.in(turn);
      } finally {
        call(turn, "select pg_catalog.pg_advisory_unlock(pg_catalog.hashtextextended(?, 0))", key);
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlaceFailedException(tenant, what, e);
    } catch (Exception e) {
      throw new PlaceFailedException(tenant, what, e);
    }
  }

  private static void call(Connection connection, String sql, String parameter)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, parameter);
      statement.execute();
    }
  }

  static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private interface Work {
    void in(Connection turn) throws Exception;
  }
}
