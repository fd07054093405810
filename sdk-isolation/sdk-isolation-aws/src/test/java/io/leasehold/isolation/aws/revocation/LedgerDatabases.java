package io.leasehold.isolation.aws.revocation;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** Databases of a real server with the table of the script in them. */
final class LedgerDatabases {

  private LedgerDatabases() {}

  /** Makes a database, its table and the grants, as the script says. */
  static void create(EmbeddedPostgres server, String database) {
    execute(
        source(server, "postgres", "postgres"),
        "do $$ begin if not exists (select from pg_roles where rolname = 'platform') then"
            + " create role platform login; end if; end $$",
        "create database " + database);
    execute(
        source(server, database, "postgres"),
        script(),
        "grant usage on schema leasehold_isolation to platform",
        "grant select, insert, update on leasehold_isolation.tenant_revocation to platform");
  }

  static PGSimpleDataSource source(EmbeddedPostgres server, String database, String user) {
    return on(new PGSimpleDataSource(), server, database, user);
  }

  static PGSimpleDataSource on(
      PGSimpleDataSource source, EmbeddedPostgres server, String database, String user) {
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {server.getPort()});
    source.setDatabaseName(database);
    source.setUser(user);
    return source;
  }

  static void execute(PGSimpleDataSource source, String... statements) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static String script() {
    try (InputStream in =
        LedgerDatabases.class.getResourceAsStream(PostgresRevocationLedger.SCRIPT)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
