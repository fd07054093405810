package io.leasehold.isolation.hibernate;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A real PostgreSQL with the roles {@code labs_owner} and {@code labs_app}. Each instance is a
 * fresh database with tenants {@code acme} (runs 1, 2) and {@code globex} (run 3).
 */
final class LabsDatabase extends RealPostgres {

  static final String RUNS =
      """
      create schema labs;
      grant usage on schema labs to labs_app;
      create table labs.lab_run (
        id bigint primary key,
        tenant_id text not null,
        title text not null,
        unique (tenant_id, id));
      create index on labs.lab_run (tenant_id, title);
      create table labs.note (
        id bigint primary key,
        tenant_id text not null,
        run_id bigint references labs.lab_run (id),
        text text);
      grant select, insert, update, delete on all tables in schema labs to labs_app;
      insert into labs.lab_run values (1, 'acme', 'S3'), (2, 'acme', 'IAM'), (3, 'globex', 'VPC');
      insert into labs.note values (31, 'globex', 3, 'secret of globex');
      """;

  // Connections that a test left open may hold locks.
  private static final String RESET =
      """
      select pg_terminate_backend(pid) from pg_stat_activity
        where usename <> 'postgres' and pid <> pg_backend_pid();
      drop schema if exists labs cascade;
      drop schema if exists leasehold_signed cascade;
      drop sequence if exists public.ticket_seq;
      revoke temporary on database postgres from labs_app;
      alter default privileges for role labs_owner grant execute on functions to public;
      """;

  private static final EmbeddedPostgres SERVER =
      start(
          "create role labs_owner login; create role labs_app login nosuperuser nobypassrls;"
              + "grant create on database postgres to labs_owner;"
              + "revoke temporary on database postgres from public;"
              + "grant create on schema public to labs_owner");
  private static final AtomicInteger NEXT = new AtomicInteger();

  private LabsDatabase() {
    execute(superuser(), RESET);
    execute(owner(), RUNS);
  }

  /** With row security on both tables. */
  static LabsDatabase isolated() {
    LabsDatabase database = bare();
    database.isolate("labs.lab_run");
    database.isolate("labs.note");
    return database;
  }

  /** Isolated, and no key leads from one tenant to another. */
  static LabsDatabase sound() {
    LabsDatabase database = isolated();
    execute(
        database.owner(),
        "alter table labs.note drop constraint note_run_id_fkey;"
            + "alter table labs.note add constraint note_run"
            + " foreign key (tenant_id, run_id) references labs.lab_run (tenant_id, id)");
    return database;
  }

  /** Without any row security. */
  static LabsDatabase bare() {
    return new LabsDatabase();
  }

  /** As PostgreSQL has it for everybody unless told otherwise. */
  void allowTemporaryTables() {
    execute(superuser(), "grant temporary on database postgres to labs_app");
  }

  void isolate(String table) {
    execute(owner(), RowSecurity.enable(table).script());
  }

  DataSource owner() {
    return source("labs_owner");
  }

  DataSource app() {
    return source("labs_app");
  }

  String appUrl() {
    return "jdbc:postgresql://127.0.0.1:" + SERVER.getPort() + "/postgres";
  }

  DataSource superuser() {
    return source("postgres");
  }

  DataSource as(String role) {
    return source(role);
  }

  /** A new role that may read and write the tables, with these attributes. */
  String role(String attributes) {
    String role = "role_" + NEXT.incrementAndGet();
    execute(
        superuser(),
        "create role %1$s login %2$s; grant usage on schema labs to %1$s; grant select on all tables in schema labs to %1$s"
            .formatted(role, attributes));
    return role;
  }

  HikariDataSource pool(int size) {
    return pool(app(), size);
  }

  /** The titles of all runs that the connection sees. */
  static List<String> titles(Connection connection) throws SQLException {
    return texts(connection, "select title from labs.lab_run order by id");
  }

  /** The titles of all runs that there are. */
  List<String> allTitles() {
    try (Connection connection = superuser().getConnection()) {
      return titles(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DataSource source(String role) {
    return source(SERVER, role, "postgres");
  }
}
