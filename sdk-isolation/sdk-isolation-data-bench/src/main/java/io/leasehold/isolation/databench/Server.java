package io.leasehold.isolation.databench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL of this process, reached over loopback. If not said otherwise it forces nothing
 * to disk; it does no vacuum on its own, so that neither a disk nor a background process takes
 * part.
 */
final class Server implements AutoCloseable {

  static final String APP = "bench_app";

  private final EmbeddedPostgres postgres;

  private Server(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  static Server start() throws IOException, SQLException {
    return start(false);
  }

  /**
   * Starts it.
   *
   * @param durable whether a commit waits for the disk, as PostgreSQL has it unless told otherwise
   */
  static Server start(boolean durable) throws IOException, SQLException {
    Server server =
        new Server(
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", durable ? "on" : "off")
                .setServerConfig("synchronous_commit", durable ? "on" : "off")
                .setServerConfig("autovacuum", "off")
                .setServerConfig("max_connections", "1200")
                .setServerConfig("max_locks_per_transaction", "1024")
                .start());
    server.execute("create role bench_app login nosuperuser nobypassrls");
    return server;
  }

  int port() {
    return postgres.getPort();
  }

  void execute(String sql) throws SQLException {
    execute("postgres", sql);
  }

  void execute(String database, String sql) throws SQLException {
    try (Connection connection = owner(database).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of all rows, as superuser. */
  List<Long> numbers(String sql) throws SQLException {
    try (Connection connection = owner("postgres").getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<Long> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getLong(1));
      }
      return found;
    }
  }

  /** The operating system's ids of the sessions of one pool. */
  List<Long> backends(String pool) throws SQLException {
    return numbers("select pid from pg_stat_activity where application_name = '" + pool + "'");
  }

  /** KB of memory of all sessions, each with its share of what they share; zero if untold. */
  long memory() throws SQLException, IOException {
    long sum = 0;
    for (long pid : numbers("select pid from pg_stat_activity where pid <> pg_backend_pid()")) {
      Path told = Path.of("/proc/" + pid + "/smaps_rollup");
      if (Files.isReadable(told)) {
        for (String line : Files.readAllLines(told)) {
          if (line.startsWith("Pss:")) {
            sum += Long.parseLong(line.replaceAll("[^0-9]", ""));
          }
        }
      }
    }
    return sum;
  }

  /** Unpooled connections of the superuser. */
  PGSimpleDataSource owner(String database) {
    return source("postgres", database, port());
  }

  /** A pool of the application's role with all its connections open, under this name. */
  HikariDataSource pool(String name, String database, int size, int port) throws SQLException {
    PGSimpleDataSource source = app(name, database, port);
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setPoolName(name);
    config.setMaximumPoolSize(size);
    config.setMaxLifetime(0);
    HikariDataSource pool = new HikariDataSource(config);
    List<Connection> open = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      open.add(pool.getConnection());
    }
    for (Connection connection : open) {
      connection.close();
    }
    return pool;
  }

  /** Unpooled connections of the application's role, under this name. */
  static PGSimpleDataSource app(String name, String database, int port) {
    PGSimpleDataSource source = source(APP, database, port);
    source.setApplicationName(name);
    return source;
  }

  private static PGSimpleDataSource source(String role, String database, int port) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser(role);
    return source;
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
