package io.leasehold.isolation.databench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** The processor time of the PostgreSQL sessions of one pool, as Linux counts it. */
final class ServerTime {

  private final List<Path> sessions;

  ServerTime(Server server, String pool) throws SQLException {
    sessions =
        server.backends(pool).stream().map(pid -> Path.of("/proc/" + pid + "/schedstat")).toList();
  }

  /** Nanoseconds; zero where the system does not tell. */
  long nanos() {
    long sum = 0;
    for (Path session : sessions) {
      if (Files.exists(session)) {
        try {
          String line = Files.readString(session);
          sum += Long.parseLong(line.substring(0, line.indexOf(' ')));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return sum;
  }
}
