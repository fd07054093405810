package io.leasehold.isolation.hibernate.placement;

import io.leasehold.tenancy.TenantId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pools of the tenants that have a database of their own.
 *
 * <ul>
 *   <li>A pool opens when its tenant first needs it, once, however many ask for it; nobody waits
 *       for another tenant's.
 *   <li>There is a bound on how many there are. When it is reached, the one that was unused for the
 *       longest time makes room; if all are in use, the caller waits for a while and is refused
 *       then, with {@link PoolsExhaustedException}. With the bound of each pool, which the factory
 *       sets, it bounds the connections to all databases.
 *   <li>One that nobody used for a while is closed.
 *   <li>Closing lets what runs finish for a grace period, then closes its connections, too.
 * </ul>
 *
 * <p>Thread-safe. Has a daemon thread of its own, and short-lived ones that close pools.
 */
public final class TenantPools implements AutoCloseable {

  private final TenantPoolFactory factory;
  private final int maximum;
  private final Duration idle;
  private final Duration grace;
  private final Duration wait;
  private final LongSupplier nanos;
  private final PoolKeeper keeper = new PoolKeeper();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<TenantId, PoolSlot> slots = new HashMap<>();
  private boolean closed;

  private TenantPools(Builder builder, LongSupplier nanos) {
    this.factory = builder.factory;
    this.maximum = builder.maximum;
    this.idle = builder.idle;
    this.grace = builder.grace;
    this.wait = builder.wait;
    this.nanos = nanos;
    keeper.every(idle.dividedBy(4), this::reap);
  }

  /** A builder of pools that the factory opens. */
  public static Builder builder(TenantPoolFactory factory) {
    return new Builder(factory);
  }

  /** How many pools there are, those that are being opened or closed included. */
  public int size() {
    return locked(slots::size);
  }

  /** The tenants that have a pool. */
  public Set<TenantId> tenants() {
    return locked(() -> Set.copyOf(slots.keySet()));
  }

  /** The database that the tenant's pool leads to, if it has one that is not being closed. */
  Optional<String> database(TenantId tenant) {
    return locked(
        () ->
            Optional.ofNullable(slots.get(tenant))
                .filter(slot -> !slot.isClosing())
                .map(PoolSlot::database));
  }

  /** The longest time from {@link #close(TenantId)} to the end of the last connection's use. */
  public Duration grace() {
    return grace;
  }

  /**
   * Closes the tenant's pool, if it has one: at once for newcomers, and after the grace period for
   * what still runs. Returns when it is closed. Nothing keeps it from being opened again but {@link
   * TenantPlacements}.
   */
  public void close(TenantId tenant) {
    PoolSlot slot = locked(() -> slots.get(tenant));
    if (slot != null) {
      retire(slot, grace);
    }
  }

  /** Closes all pools, after the grace period for what still runs, and opens none from now on. */
  @Override
  public void close() {
    List<PoolSlot> all =
        locked(
            () -> {
              closed = true;
              slots.values().forEach(PoolSlot::beginClosing);
              changed.signalAll();
              return List.copyOf(slots.values());
            });
    long end = System.nanoTime() + grace.toNanos();
    for (PoolSlot slot : all) {
      retire(slot, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
    keeper.close();
  }

  /**
   * A connection to the tenant's database, from its pool, which opens if need be.
   *
   * @throws PoolsExhaustedException if there is no room for its pool
   */
  PoolLease borrow(TenantId tenant, String database) throws SQLException {
    PoolSlot slot = enter(tenant, database);
    PoolLease lease = new PoolLease(() -> leave(slot));
    try {
      if (slot.mayOpen()) {
        open(slot);
      }
      lease.of(slot.pool(wait).getConnection());
      boolean late =
          locked(
              () -> {
                slot.lent(lease);
                return slot.isAborted();
              });
      if (late) {
        lease.abort();
      }
      return lease;
    } catch (SQLException | RuntimeException e) {
      lease.release();
      throw e;
    }
  }

  /** Runs the work soon, on another thread. */
  void later(Runnable work) {
    keeper.later(work);
  }

  /** Runs the work again and again, until this is closed. */
  void every(Duration time, Runnable work) {
    keeper.every(time, work);
  }

  /** Closes what nobody used for the idle time. */
  void reap() {
    long now = nanos.getAsLong();
    for (PoolSlot slot : locked(() -> List.copyOf(slots.values()))) {
      boolean unused =
          locked(
              () -> slot.beginClosingIf(slot.isUnused() && slot.unusedFor(now) >= idle.toNanos()));
      if (unused) {
        keeper.later(() -> retire(slot, Duration.ZERO));
      }
    }
  }

  private void open(PoolSlot slot) {
    try {
      slot.opened(factory.open(slot.tenant(), slot.database()));
    } catch (RuntimeException | Error e) {
      slot.failed(e);
      remove(slot);
    }
  }

  private PoolSlot enter(TenantId tenant, String database) throws SQLException {
    long end = System.nanoTime() + wait.toNanos();
    while (true) {
      PoolSlot inTheWay;
      lock.lock();
      try {
        if (closed) {
          throw new SQLException("LH-ISO-307: the pools of tenants' databases are closed");
        }
        PoolSlot known = slots.get(tenant);
        if (known != null && known.enter(database)) {
          return known;
        }
        if (known == null && slots.size() < maximum) {
          PoolSlot mine = new PoolSlot(tenant, database, nanos.getAsLong());
          slots.put(tenant, mine);
          return mine;
        }
        inTheWay = known == null ? longestUnused() : known.isClosing() ? null : known;
        if (inTheWay == null) {
          long left = end - System.nanoTime();
          if (left <= 0) {
            throw new PoolsExhaustedException(tenant, maximum, wait);
          }
          var unused = changed.awaitNanos(left);
          continue;
        }
        inTheWay.beginClosing();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SQLException("interrupted while waiting for a pool of tenant " + tenant, e);
      } finally {
        lock.unlock();
      }
      if (inTheWay.tenant().equals(tenant)) {
        // Its rows are in another database now; what runs in the old one may end first.
        PoolSlot old = inTheWay;
        keeper.later(() -> retire(old, grace));
      } else {
        retire(inTheWay, Duration.ZERO);
      }
    }
  }

  private @Nullable PoolSlot longestUnused() {
    return slots.values().stream()
        .filter(PoolSlot::isUnused)
        .min(Comparator.comparingLong(PoolSlot::lastUsed))
        .orElse(null);
  }

  private void leave(PoolSlot slot) {
    lock.lock();
    try {
      slot.leave(nanos.getAsLong());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void retire(PoolSlot slot, Duration time) {
    List<PoolLease> left;
    lock.lock();
    try {
      slot.beginClosing();
      boolean mine = slot.mayRetire();
      long end = System.nanoTime() + time.toNanos();
      while (mine ? slot.isUsed() : slots.get(slot.tenant()) == slot) {
        long nanosLeft = end - System.nanoTime();
        if (mine && nanosLeft <= 0) {
          break;
        }
        var unused = changed.awaitNanos(mine ? nanosLeft : grace.toNanos());
      }
      if (!mine) {
        return;
      }
      left = slot.abort();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      left = slot.abort();
    } finally {
      lock.unlock();
    }
    left.forEach(PoolLease::abort);
    slot.closePool();
    remove(slot);
  }

  private void remove(PoolSlot slot) {
    lock.lock();
    try {
      slot.beginClosing();
      slots.remove(slot.tenant(), slot);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** Builds pools. */
  public static final class Builder {

    private final TenantPoolFactory factory;
    private int maximum = 50;
    private Duration idle = Duration.ofMinutes(5);
    private Duration grace = Duration.ofSeconds(5);
    private Duration wait = Duration.ofSeconds(5);

    private Builder(TenantPoolFactory factory) {
      this.factory = Objects.requireNonNull(factory, "factory");
    }

    /**
     * How many tenants have a pool at once; 50 by default.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder maximumPools(int pools) {
      if (pools < 1) {
        throw new IllegalArgumentException("there must be room for a pool, not for " + pools);
      }
      this.maximum = pools;
      return this;
    }

    /**
     * After how long without use a pool is closed; five minutes by default, and seen at most a
     * quarter of that late.
     */
    public Builder idle(Duration time) {
      this.idle = positive(time);
      return this;
    }

    /** How long what runs may go on when its pool is closed; five seconds by default. */
    public Builder grace(Duration time) {
      this.grace = positive(time);
      return this;
    }

    /** How long a caller waits for room for a pool; five seconds by default. */
    public Builder waiting(Duration time) {
      this.wait = positive(time);
      return this;
    }

    /** The pools. */
    public TenantPools build() {
      return new TenantPools(this, System::nanoTime);
    }

    TenantPools build(LongSupplier nanos) {
      return new TenantPools(this, nanos);
    }

    private static Duration positive(Duration time) {
      if (time.isNegative() || time.isZero()) {
        throw new IllegalArgumentException("the time must be positive, not " + time);
      }
      return time;
    }
  }
}
