package io.leasehold.tenancy.spi;

import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.internal.ScopeHolder;
import org.jspecify.annotations.Nullable;

/**
 * Carries the scope of one thread to another where the surroundings call back before and after the
 * work, so that a closure has no place: managed executors, reactive libraries. Application code
 * uses {@code TenantScopes.wrap}.
 *
 * <p>It carries absence as well: a transfer taken outside every scope clears the scope of the
 * thread it is begun on. Immutable and thread-safe; may be begun many times.
 */
public final class ScopeTransfer {

  private final @Nullable TenantScope scope;

  private ScopeTransfer(@Nullable TenantScope scope) {
    this.scope = scope;
  }

  /** A transfer of the calling thread's scope, or of its absence. */
  public static ScopeTransfer ofCurrent() {
    return new ScopeTransfer(ScopeHolder.get());
  }

  /** A transfer that clears. */
  public static ScopeTransfer ofNothing() {
    return new ScopeTransfer(null);
  }

  /**
   * Enters the scope on the calling thread.
   *
   * @throws io.leasehold.tenancy.TenantSwitchInTransactionException if that would change the tenant
   *     of an active transaction
   * @return to be ended exactly once, on the same thread, after everything begun since has ended
   */
  public Begun begin() {
    return new Begun(Thread.currentThread(), ScopeHolder.enter(scope));
  }

  /** A scope that was entered and must be left. */
  public static final class Begun {

    private final Thread thread;
    private final @Nullable TenantScope outer;
    private boolean ended;

    private Begun(Thread thread, @Nullable TenantScope outer) {
      this.thread = thread;
      this.outer = outer;
    }

    /**
     * Restores what the thread had before.
     *
     * @throws IllegalStateException on another thread, whose scope this would change, or a second
     *     time
     */
    public void end() {
      if (Thread.currentThread() != thread || ended) {
        throw new IllegalStateException("a scope ends once, on the thread that it was begun on");
      }
      ended = true;
      ScopeHolder.replace(outer);
    }
  }
}
