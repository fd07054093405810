package io.leasehold.isolation.hibernate;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PgBouncer before the test's PostgreSQL, with one connection to it. */
public final class PgBouncer implements AutoCloseable {

  private final Process process;
  private final int port;

  private PgBouncer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one, or skips the test visibly. */
  static PgBouncer start(LabsDatabase database, String mode) throws Exception {
    return start(URI.create(database.appUrl().substring(5)).getPort(), mode);
  }

  /** Starts one before the PostgreSQL at the port, or skips the test visibly. */
  public static PgBouncer start(int postgres, String mode) throws Exception {
    Optional<Path> binary =
        Stream.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(
        binary.isPresent(), "pgbouncer is not installed (Debian: apt-get install pgbouncer)");
    int port = freePort();
    Path directory = Files.createTempDirectory("pgbouncer");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path config = directory.resolve("pgbouncer.ini");
    Files.writeString(config, config(postgres, mode, port));
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r--r--"));
    List<String> command = new ArrayList<>(List.of(binary.get().toString(), "-q"));
    if (System.getProperty("user.name").equals("root")) {
      // It does not run as root.
      command.addAll(List.of("-u", "nobody"));
    }
    command.add(config.toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    PgBouncer started = new PgBouncer(process, port);
    started.await(directory.resolve("log"));
    return started;
  }

  private static String config(int postgres, String mode, int port) {
    return """
    [databases]
    postgres = host=127.0.0.1 port=%d user=labs_app pool_size=1
    [pgbouncer]
    listen_addr = 127.0.0.1
    listen_port = %d
    unix_socket_dir =
    auth_type = any
    pool_mode = %s
    ignore_startup_parameters = extra_float_digits
    server_login_retry = 0
    query_wait_timeout = 10
    """
        .formatted(postgres, port, mode);
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?prepareThreshold=0";
  }

  /** The application behind it; this version of PgBouncer knows no prepared statements. */
  public DataSource app() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url());
    source.setUser("labs_app");
    return source;
  }

  HikariDataSource pool(int size) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(app());
    config.setMaximumPoolSize(size);
    config.setConnectionTimeout(5_000);
    return new HikariDataSource(config);
  }

  private void await(Path log) throws Exception {
    for (int i = 0; i < 200; i++) {
      if (!process.isAlive()) {
        throw new IllegalStateException("pgbouncer has ended: " + Files.readString(log));
      }
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException e) {
        process.waitFor(25, TimeUnit.MILLISECONDS);
      }
    }
    close();
    throw new IllegalStateException("pgbouncer did not start: " + Files.readString(log));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.onExit().get(5, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      process.destroyForcibly();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
