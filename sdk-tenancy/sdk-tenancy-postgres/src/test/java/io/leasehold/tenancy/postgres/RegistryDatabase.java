package io.leasehold.tenancy.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL with an owner and a platform role; each instance makes the database anew and
 * cuts off whoever still uses the one before.
 */
final class RegistryDatabase {

  static final String PLATFORM = "leasehold_platform";

  private static final String NAME = "registry";

  private RegistryDatabase(String template) {
    execute(admin(), "drop database if exists " + NAME + " with (force)");
    execute(admin(), "create database " + NAME + " template " + template);
    execute(admin(), "grant create on database " + NAME + " to leasehold_owner");
  }

  /** Without the schema. */
  static RegistryDatabase empty() {
    return new RegistryDatabase("template1");
  }

  /** As {@link TenancySchema} leaves it: copied, because to migrate for each test takes longer. */
  static RegistryDatabase migrated() {
    return new RegistryDatabase(Migrated.TEMPLATE);
  }

  DataSource owner() {
    return source("leasehold_owner", NAME, port());
  }

  DataSource platform() {
    return platformAt(port());
  }

  static DataSource admin() {
    return source("postgres", "postgres", port());
  }

  /** The platform role, at another port of this machine. Starts no server, as the others do. */
  static DataSource platformAt(int port) {
    return source(PLATFORM, NAME, port);
  }

  static int port() {
    return Server.POSTGRES.getPort();
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

  /**
   * Apart, because processes that a test starts, and kills, load the class around it: a server that
   * such a process had started would outlive it.
   */
  private static final class Server {

    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server = EmbeddedPostgres.start();
        DataSource admin = server.getPostgresDatabase();
        execute(admin, "create role leasehold_owner login");
        execute(admin, "create role " + PLATFORM + " login");
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class Migrated {

    static final String TEMPLATE = make("registry_template");

    private static String make(String name) {
      execute(admin(), "create database " + name);
      execute(admin(), "grant create on database " + name + " to leasehold_owner");
      try {
        TenancySchema.migrate(source("leasehold_owner", name, port()), PLATFORM);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return name;
    }
  }
}
