package io.leasehold.isolation.databench;

import com.zaxxer.hikari.HikariDataSource;
import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.tenancy.TenantScopes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What the guard in front of JDBC costs on our side, without PostgreSQL: the same calls on a
 * connection of the pool and on a guarded one.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GuardBenchmark {

  private static final String SQL =
      "select t.id, t.tenant_id, t.title, t.assignee, t.points, p.id, p.code, p.name from task t"
          + " join project p on p.id = t.project_id where t.tenant_id = ? and p.code = ?";

  /** Whether the connection is guarded. */
  @Param({"pool", "guarded"})
  public String source = "";

  private @Nullable Server server;
  private @Nullable HikariDataSource pool;
  private @Nullable Connection connection;
  private @Nullable ResultSet rows;

  /** Reads ten rows into memory. */
  @Setup(Level.Trial)
  public void open() throws Exception {
    server = Server.start();
    pool = server.pool("guard", "postgres", 1, server.port());
    DataSource used = source.equals("pool") ? pool : TenantDataSource.around(pool);
    connection = used.getConnection();
    connection.setAutoCommit(false);
    PreparedStatement statement =
        connection.prepareStatement(
            "select n, 'text ' || n from generate_series(1::bigint, 10) n",
            ResultSet.TYPE_SCROLL_INSENSITIVE,
            ResultSet.CONCUR_READ_ONLY);
    rows = TenantScopes.call(Data.tenant(0), statement::executeQuery);
  }

  /** Stops the server. */
  @TearDown(Level.Trial)
  public void close() throws Exception {
    Objects.requireNonNull(pool).close();
    Objects.requireNonNull(server).close();
  }

  /** Ten rows of two columns, each asked for null: 51 calls. */
  @Benchmark
  public void readTenRows(Blackhole seen) throws SQLException {
    ResultSet read = Objects.requireNonNull(rows);
    read.beforeFirst();
    while (read.next()) {
      seen.consume(read.getLong(1));
      seen.consume(read.wasNull());
      seen.consume(read.getString(2));
      seen.consume(read.wasNull());
    }
  }

  /** A statement with two parameters that is not run. */
  @Benchmark
  public void prepareSetClose() throws SQLException {
    try (PreparedStatement statement = Objects.requireNonNull(connection).prepareStatement(SQL)) {
      statement.setString(1, "tenant1");
      statement.setString(2, "t1-project1");
    }
  }
}
