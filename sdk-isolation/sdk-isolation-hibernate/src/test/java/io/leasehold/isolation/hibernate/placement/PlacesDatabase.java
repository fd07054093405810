package io.leasehold.isolation.hibernate.placement;

import com.zaxxer.hikari.HikariDataSource;
import io.leasehold.isolation.hibernate.RealPostgres;
import io.leasehold.isolation.hibernate.RowSecurity;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.util.List;
import javax.sql.DataSource;

/**
 * A real PostgreSQL with the roles {@code labs_owner} and {@code labs_app}, shared tables in the
 * schema {@code labs} and pooled ones in {@code common}. Each instance is fresh: no tenant has a
 * place of its own.
 */
final class PlacesDatabase extends RealPostgres {

  static final Tenant ACME = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  static final Tenant GLOBEX = Tenant.active(TenantId.of("globex"), Tier.of("gold"));
  static final Tenant INITECH = Tenant.active(TenantId.of("initech"), Tier.of("platinum"));

  static final PlaceLayout LAYOUT = PlaceLayout.of("labs").pooled("common");

  static final String TABLES =
      """
      create table if not exists run (
        tenant_id text not null,
        id uuid not null default gen_random_uuid() primary key,
        title text not null);
      create index if not exists run_title on run (tenant_id, title);
      """;

  private static final String SHARED =
      """
      create schema labs;
      create schema common;
      grant usage on schema labs, common to labs_app;
      set local search_path = labs;
      %s
      create table common.audit (
        tenant_id text not null,
        id uuid not null default gen_random_uuid() primary key,
        what text not null);
      %s
      grant select, insert, update, delete on labs.run, common.audit to labs_app;
      """
          .formatted(
              TABLES,
              RowSecurity.enable("labs.run").script()
                  + RowSecurity.enable("common.audit").script());

  private static final EmbeddedPostgres SERVER =
      start(
          "create role labs_owner login createdb; create role labs_app login nosuperuser nobypassrls;"
              + "grant create on database postgres to labs_owner");

  /** Connections that the tests opened; they are closed with the server. */
  PlacesDatabase() {
    for (String database :
        texts(
            superuser("postgres"), "select datname from pg_database where datname like 't\\_%'")) {
      execute(superuser("postgres"), "drop database \"" + database + "\" with (force)");
    }
    execute(
        superuser("postgres"),
        "select pg_terminate_backend(pid) from pg_stat_activity where usename like 'labs%'");
    for (String schema :
        texts(
            superuser("postgres"),
            "select nspname from pg_namespace where nspname like 't\\_%'"
                + " or nspname in ('labs', 'common')")) {
      execute(superuser("postgres"), "drop schema \"" + schema + "\" cascade");
    }
    execute(superuser("postgres"), "grant temporary on database postgres to public");
    execute(owner("postgres"), SHARED);
  }

  TenantPlaces places() {
    return TenantPlaces.of(owner("postgres"), LAYOUT, "labs_app", PlaceMigration.script(TABLES))
        .databases(PlacesDatabase::owner);
  }

  /** A pool of the shared database. */
  HikariDataSource pool(int size) {
    return pool(app("postgres"), size);
  }

  static int port() {
    return SERVER.getPort();
  }

  static DataSource owner(String database) {
    return source("labs_owner", database);
  }

  static DataSource app(String database) {
    return source("labs_app", database);
  }

  static DataSource superuser(String database) {
    return source("postgres", database);
  }

  static DataSource as(String role, String database) {
    return source(role, database);
  }

  interface Work<T> {
    T on(Connection connection) throws Exception;
  }

  /** In one transaction, on behalf of the tenant. */
  static <T> T as(Tenant tenant, DataSource source, Work<T> work) throws Exception {
    return TenantScopes.call(tenant, () -> transaction(source, work));
  }

  /** In one transaction, in whatever scope the caller is. */
  static <T> T transaction(DataSource source, Work<T> work) throws Exception {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (Exception e) {
        connection.rollback();
        throw e;
      }
    }
  }

  /** The first column of all rows, in one transaction on behalf of the tenant. */
  static List<String> texts(Tenant tenant, DataSource source, String sql) throws Exception {
    return as(tenant, source, connection -> texts(connection, sql));
  }

  /** Runs the statement in one transaction on behalf of the tenant. */
  static void execute(Tenant tenant, DataSource source, String sql) throws Exception {
    as(
        tenant,
        source,
        connection -> {
          execute(connection, sql);
          return tenant;
        });
  }

  /** Adds a run, as the tenant. */
  static void add(Tenant tenant, DataSource source, String title) throws Exception {
    execute(
        tenant,
        source,
        "insert into run (tenant_id, title) values ('%s', '%s')".formatted(tenant.id(), title));
  }

  private static DataSource source(String role, String database) {
    return source(SERVER, role, database);
  }
}
