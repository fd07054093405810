package io.leasehold.tenancy.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL with an owner and a platform role; each instance makes it empty. */
final class RegistryDatabase {

  static final String PLATFORM = "leasehold_platform";

  private static final EmbeddedPostgres SERVER = start();

  RegistryDatabase() {
    execute(
        source("postgres", "postgres", SERVER.getPort()),
        "drop schema if exists " + TenancySchema.NAME + " cascade");
  }

  static RegistryDatabase migrated() throws SQLException {
    RegistryDatabase database = new RegistryDatabase();
    TenancySchema.migrate(database.owner(), PLATFORM);
    return database;
  }

  DataSource owner() {
    return source("leasehold_owner", "postgres", SERVER.getPort());
  }

  DataSource platform() {
    return source(PLATFORM, "postgres", SERVER.getPort());
  }

  static DataSource admin() {
    return source("postgres", "postgres", SERVER.getPort());
  }

  /** The platform role, at another port of this machine. */
  static DataSource platformAt(int port) {
    return source(PLATFORM, "postgres", port);
  }

  static int port() {
    return SERVER.getPort();
  }

  /** Nobody listens at port 1. */
  static DataSource unreachable() {
    return source(PLATFORM, "nowhere", 1);
  }

  static void execute(DataSource source, String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DataSource source(String user, String database, int port) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser(user);
    source.setLoginTimeout(2);
    return source;
  }

  private static EmbeddedPostgres start() {
    try {
      EmbeddedPostgres server = EmbeddedPostgres.start();
      DataSource admin = server.getPostgresDatabase();
      execute(admin, "create role leasehold_owner login");
      execute(admin, "grant create on database postgres to leasehold_owner");
      execute(admin, "create role " + PLATFORM + " login");
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
