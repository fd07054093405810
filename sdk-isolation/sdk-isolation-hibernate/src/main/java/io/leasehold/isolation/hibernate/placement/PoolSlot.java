package io.leasehold.isolation.hibernate.placement;

import io.leasehold.tenancy.TenantId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The room of one tenant's pool, from before it opens until it is closed. All but the pool itself
 * is guarded by the lock of {@link TenantPools}.
 */
final class PoolSlot {

  private final TenantId tenant;
  private final String database;
  private final CompletableFuture<TenantPool> pool = new CompletableFuture<>();
  private final AtomicBoolean opening = new AtomicBoolean();
  private final List<PoolLease> lent = new ArrayList<>();
  private int users = 1;
  private long lastUsed;
  private boolean closing;
  private boolean retiring;
  private boolean aborted;

  /** Room that its maker uses already. */
  PoolSlot(TenantId tenant, String database, long now) {
    this.tenant = tenant;
    this.database = database;
    this.lastUsed = now;
  }

  TenantId tenant() {
    return tenant;
  }

  String database() {
    return database;
  }

  /** Whether the caller is in now; not if it closes, or leads to another database. */
  boolean enter(String wanted) {
    if (closing || !database.equals(wanted)) {
      return false;
    }
    users++;
    return true;
  }

  void lent(PoolLease lease) {
    lent.removeIf(PoolLease::isOver);
    lent.add(lease);
  }

  void leave(long now) {
    users--;
    lastUsed = now;
    lent.removeIf(PoolLease::isOver);
  }

  boolean isUsed() {
    return users > 0;
  }

  /** Whether it could be closed without anybody noticing. */
  boolean isUnused() {
    return users == 0 && !closing;
  }

  long lastUsed() {
    return lastUsed;
  }

  long unusedFor(long now) {
    return now - lastUsed;
  }

  boolean isClosing() {
    return closing;
  }

  void beginClosing() {
    closing = true;
  }

  boolean beginClosingIf(boolean condition) {
    closing |= condition;
    return condition;
  }

  /** Whether the caller is the one to close it: true once. */
  boolean mayRetire() {
    boolean first = !retiring;
    retiring = true;
    return first;
  }

  /** The connections that are in use still; those that come late are to be aborted, too. */
  List<PoolLease> abort() {
    aborted = true;
    return List.copyOf(lent);
  }

  boolean isAborted() {
    return aborted;
  }

  /** Whether the caller is the one to open it: true once. */
  boolean mayOpen() {
    return opening.compareAndSet(false, true);
  }

  void opened(TenantPool made) {
    pool.complete(made);
  }

  void failed(Throwable cause) {
    pool.completeExceptionally(cause);
  }

  /** The pool, as soon as it is open. */
  TenantPool pool(Duration wait) throws SQLException {
    try {
      return pool.get(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while the pool of tenant " + tenant + " opens", e);
    } catch (TimeoutException e) {
      throw new SQLException("the pool of tenant " + tenant + " did not open in " + wait, e);
    } catch (ExecutionException e) {
      throw new SQLException("the pool of tenant " + tenant + " could not be opened", e.getCause());
    }
  }

  /** Closes the pool, or has it closed as soon as it is open. */
  void closePool() {
    var unused = pool.thenAccept(TenantPool::close);
  }
}
