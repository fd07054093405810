package io.leasehold.labs.demo.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;

/**
 * A PostgreSQL of its own on 127.0.0.1 with an empty database and the three roles, whose passwords
 * are made anew at each start. Not durable: what it holds is gone when it stops.
 */
public final class DatabaseServer implements AutoCloseable {

  private static final String DATABASE = "labs";

  private final EmbeddedPostgres postgres;
  private final DatabaseAccess access;

  private DatabaseServer(EmbeddedPostgres postgres, DatabaseAccess access) {
    this.postgres = postgres;
    this.access = access;
  }

  /**
   * Starts the server.
   *
   * @param port the port, or 0 for a free one
   * @param data where its files go; removed again at {@link #close()}
   */
  public static DatabaseServer start(int port, Path data) {
    try {
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder()
              .setPort(port)
              .setOverrideWorkingDirectory(data.resolve("binaries").toFile())
              .setDataDirectory(data.resolve("data"))
              .setCleanDataDirectory(true)
              // Its own hook would stop it while the nodes still write their last words.
              .setRegisterShutdownHook(false)
              .setServerConfig("listen_addresses", "127.0.0.1")
              .setServerConfig("max_connections", "200")
              .start();
      DatabaseAccess access =
          new DatabaseAccess(
              "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + DATABASE,
              new Login("labs_owner", password()),
              new Login("labs_app", password()),
              new Login("labs_platform", password()));
      createRoles(postgres, access);
      return new DatabaseServer(postgres, access);
    } catch (IOException | SQLException broken) {
      throw new IllegalStateException("PostgreSQL did not start in " + data, broken);
    }
  }

  /** Where it is and how to come in. */
  public DatabaseAccess access() {
    return access;
  }

  @Override
  public void close() {
    try {
      postgres.close();
    } catch (IOException broken) {
      throw new UncheckedIOException("PostgreSQL did not stop", broken);
    }
  }

  private static void createRoles(EmbeddedPostgres postgres, DatabaseAccess access)
      throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (Login login : List.of(access.owner(), access.app(), access.platform())) {
        // Names and passwords are ours: lower-case words and hexadecimal digits.
        statement.execute(
            "create role %s login nosuperuser nobypassrls nocreatedb nocreaterole password '%s'"
                .formatted(login.user(), login.password()));
      }
      statement.execute("create database " + DATABASE + " owner " + access.owner().user());
      statement.execute("revoke all on database " + DATABASE + " from public");
      statement.execute(
          "grant connect on database %s to %s, %s"
              .formatted(DATABASE, access.app().user(), access.platform().user()));
    }
  }

  private static String password() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
