package io.leasehold.isolation.hibernate.placement;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.leasehold.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Pools of HikariCP, which must be on the class path. A pool has no connection until it is asked
 * for one and lets go of those that it does not need; all pools share one daemon thread. Immutable
 * and thread-safe.
 */
public final class HikariPools implements TenantPoolFactory {

  private final Function<String, DataSource> databases;
  private final int connections;
  private final Duration timeout;
  private final ScheduledThreadPoolExecutor housekeeper;

  private HikariPools(
      Function<String, DataSource> databases,
      int connections,
      Duration timeout,
      ScheduledThreadPoolExecutor housekeeper) {
    this.databases = Objects.requireNonNull(databases, "databases");
    this.connections = connections;
    this.timeout = timeout;
    this.housekeeper = housekeeper;
  }

  /**
   * Pools of at most 5 connections each, whose borrowers wait for at most 5 seconds.
   *
   * @param databases unpooled connections to the database of a name, as the application's role
   */
  public static HikariPools of(Function<String, DataSource> databases) {
    ScheduledThreadPoolExecutor housekeeper =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "leasehold-hikari");
              thread.setDaemon(true);
              return thread;
            });
    housekeeper.setRemoveOnCancelPolicy(true);
    return new HikariPools(databases, 5, Duration.ofSeconds(5), housekeeper);
  }

  /**
   * The same, with at most this many connections for each tenant.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  public HikariPools connections(int maximum) {
    if (maximum < 1) {
      throw new IllegalArgumentException("a pool has at least one connection, not " + maximum);
    }
    return new HikariPools(databases, maximum, timeout, housekeeper);
  }

  /**
   * The same, whose borrowers wait so long for a connection.
   *
   * @throws IllegalArgumentException if the time is less than HikariCP's 250 milliseconds
   */
  public HikariPools timeout(Duration time) {
    if (time.toMillis() < 250) {
      throw new IllegalArgumentException("HikariCP waits for at least 250 ms, not " + time);
    }
    return new HikariPools(databases, connections, time, housekeeper);
  }

  @Override
  public TenantPool open(TenantId tenant, String database) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("leasehold-" + tenant);
    config.setDataSource(databases.apply(database));
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(0);
    config.setIdleTimeout(Duration.ofSeconds(30).toMillis());
    config.setConnectionTimeout(timeout.toMillis());
    // A database that is down is an outage of one tenant, told when it asks for a connection.
    config.setInitializationFailTimeout(-1);
    config.setScheduledExecutor(housekeeper);
    return new Pool(new HikariDataSource(config));
  }

  private record Pool(HikariDataSource source) implements TenantPool {

    @Override
    public Connection getConnection() throws SQLException {
      return source.getConnection();
    }

    @Override
    public void close() {
      source.close();
    }
  }
}
