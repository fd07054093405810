package io.leasehold.tenancy.postgres;

import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.postgres.internal.ChangeCursor;
import io.leasehold.tenancy.postgres.internal.NetworkLimit;
import io.leasehold.tenancy.postgres.internal.Wakeups;
import io.leasehold.tenancy.registry.LocalTenantChanges;
import io.leasehold.tenancy.spi.TenantChanges;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of every change of the registry, on whichever node and by whichever program it was made.
 * Thread-safe.
 *
 * <p><b>The bound.</b> A change that is committed is told within {@link #BOUND}, usually within
 * milliseconds; where it is not, because the database or the network does not answer, {@link
 * #unconfirmedFor} is above zero by then. A {@code CachingTenantRegistry} that follows therefore
 * lets a suspended tenant in for at most {@code BOUND} and a second where it reaches the database,
 * and for at most its {@code staleWhileDown}, or {@code BOUND} if that is longer, where it does
 * not. The data source must limit how long it takes to connect (a pool's connection timeout, the
 * driver's {@code loginTimeout}); otherwise requests of a node that is cut off wait for ever.
 *
 * <p>Triggers write each change to a table, numbered in the order of the commits, and notify. A
 * notification only wakes this class up to read the table, which it also does every {@link
 * #POLL_INTERVAL}: notifications that get lost, for instance in a pool that hands out another
 * connection for each transaction, cost that interval.
 *
 * <p>When the database is lost, all are told that {@linkplain TenantChange#anything anything} may
 * have changed, and again with each attempt to reach it that fails. Afterwards nothing is missing:
 * reading goes on at the last number. The very first contact is told as "anything" too.
 *
 * <p>It keeps one connection and one daemon thread until it is closed.
 */
public final class PostgresTenantChanges implements TenantChanges, AutoCloseable {

  /** Within this time a change is told, or {@link #unconfirmedFor} is above zero: five seconds. */
  public static final Duration BOUND = Duration.ofSeconds(5);

  /** How often the table is read although nothing was notified: every second. */
  public static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

  // A database that takes longer to answer is lost; two of these and an interval make the bound.
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(PostgresTenantChanges.class);

  private final DataSource platform;
  private final WakeupSource wakeups;
  private final LocalTenantChanges listeners = new LocalTenantChanges();
  private final ChangeCursor cursor = new ChangeCursor();
  private final Thread thread;
  private volatile long confirmedAt = System.nanoTime();
  private volatile boolean contacted;
  private volatile boolean closed;
  private boolean lost;

  /** How to be woken up on a connection. */
  @FunctionalInterface
  interface WakeupSource {
    Wakeups on(Connection connection) throws SQLException;
  }

  PostgresTenantChanges(DataSource platform, WakeupSource wakeups, ThreadFactory threads) {
    this.platform = Objects.requireNonNull(platform, "platform");
    this.wakeups = wakeups;
    this.thread = threads.newThread(this::run);
  }

  /**
   * Begins to follow the changes of the registry. Returns at once, also while the database is away.
   *
   * @param platform logs in as the platform's role, at the database that is written to: a replica
   *     is behind. One of its connections is kept.
   */
  public static PostgresTenantChanges start(DataSource platform) {
    return start(platform, PostgresTenantChanges::daemon);
  }

  /**
   * Begins to follow the changes of the registry.
   *
   * @param platform as in {@link #start(DataSource)}
   * @param threads makes the one thread, for instance a {@code ManagedThreadFactory}
   */
  public static PostgresTenantChanges start(DataSource platform, ThreadFactory threads) {
    PostgresTenantChanges changes = new PostgresTenantChanges(platform, Wakeups::of, threads);
    changes.begin();
    return changes;
  }

  void begin() {
    thread.start();
  }

  @Override
  public Subscription subscribe(Consumer<TenantChange> listener) {
    return listeners.subscribe(listener);
  }

  @Override
  public Duration unconfirmedFor() {
    long silence = System.nanoTime() - confirmedAt;
    boolean keepsBound = contacted && !closed && silence <= BOUND.toNanos();
    return keepsBound ? Duration.ZERO : Duration.ofNanos(Math.max(1, silence));
  }

  /** Ends the thread and gives the connection back. Nobody is told of anything any more. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(POLL_INTERVAL.plus(ANSWER_TIMEOUT).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      try (Connection connection = platform.getConnection()) {
        follow(connection);
      } catch (SQLException | RuntimeException e) {
        lose(e);
      } catch (InterruptedException e) {
        // Only close() has this thread; whoever else interrupts it changes nothing.
        LOG.debug("Interrupted", e);
      }
    }
  }

  private void follow(Connection connection) throws SQLException, InterruptedException {
    connection.setAutoCommit(true);
    try (NetworkLimit limit = NetworkLimit.on(connection, ANSWER_TIMEOUT)) {
      // Listens before it reads: what is committed between the two wakes it up.
      Wakeups bell = wakeups.on(limit.connection());
      while (!closed) {
        long askedAt = System.nanoTime();
        cursor.read(connection).forEach(listeners::publish);
        confirmedAt = askedAt;
        find();
        bell.await(POLL_INTERVAL);
      }
    } finally {
      release(connection);
    }
  }

  private void find() {
    if (lost) {
      LOG.info("The changes of tenants are followed again");
    }
    lost = false;
    contacted = true;
  }

  private void lose(Exception e) {
    if (closed) {
      return;
    }
    if (!lost) {
      LOG.warn("The changes of tenants cannot be followed, trying again: {}", e.toString());
    }
    LOG.debug("Why changes cannot be followed", e);
    lost = true;
    listeners.publish(TenantChange.anything());
    try {
      Thread.sleep(POLL_INTERVAL.toMillis());
    } catch (InterruptedException interrupted) {
      LOG.debug("Interrupted", interrupted);
    }
  }

  /** The next to borrow the connection hears nothing of ours; a broken one nobody borrows. */
  private static void release(Connection connection) {
    try (Statement statement = connection.isClosed() ? null : connection.createStatement()) {
      if (statement != null) {
        statement.execute("unlisten *");
      }
    } catch (SQLException e) {
      LOG.debug("The connection is broken anyway", e);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "leasehold-tenant-changes");
    thread.setDaemon(true);
    return thread;
  }
}
