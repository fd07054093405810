package io.leasehold.tenancy.internal;

import io.leasehold.tenancy.TenantScope;
import org.jspecify.annotations.Nullable;

/**
 * The thread-local behind {@code TenantScopes} and {@code spi.ScopeTransfer}, and nobody else's.
 */
public final class ScopeHolder {

  // Not inheritable: a thread that nobody handed a scope to has none.
  private static final ThreadLocal<@Nullable TenantScope> CURRENT = new ThreadLocal<>();

  private static final ScopeObservers OBSERVERS = ScopeObservers.load();

  private ScopeHolder() {}

  /** The scope of the calling thread, or null. */
  public static @Nullable TenantScope get() {
    return CURRENT.get();
  }

  /**
   * Enters the scope, or leaves all, if that is allowed here.
   *
   * @return the scope before, to be put back by {@link #replace}
   * @throws io.leasehold.tenancy.TenancyException if it is not; then nothing has changed
   */
  public static @Nullable TenantScope enter(@Nullable TenantScope next) {
    ScopeGate.require(CURRENT.get(), next);
    return replace(next);
  }

  /** Puts the scope, or none, in the place of the current one, which is returned. */
  public static @Nullable TenantScope replace(@Nullable TenantScope next) {
    TenantScope previous = CURRENT.get();
    if (next == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(next);
    }
    OBSERVERS.moved(previous, next);
    return previous;
  }
}
