package io.leasehold.tenancy.spi;

import io.leasehold.tenancy.TenantChange;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Tells of changes of tenants, first of all their suspension, to whoever keeps something of theirs:
 * caches, running requests, credentials, pools.
 *
 * <p>A subscriber that asks the registry when it is told subscribes to {@code
 * CachingTenantRegistry.changes()}, which has let go of the old answer by then. Those told of
 * {@linkplain TenantChange#anything() anything} look at everything they keep, and treat "the
 * registry cannot be asked" as "no longer admitted".
 *
 * <p>Implementations are thread-safe, tell everybody whatever one of them throws, and never tell of
 * a change before it can be read from the registry.
 */
@FunctionalInterface
public interface TenantChanges {

  /**
   * Has the listener told of every change from now on, on whichever thread learns of it; it returns
   * soon, because the next listener waits. It may be told of one change twice.
   *
   * @return ends it
   */
  Subscription subscribe(Consumer<TenantChange> listener);

  /**
   * For how long changes may have gone untold: zero while every change is told within the bound
   * that the source states; otherwise the time since it last knew that nothing was missing. Whoever
   * keeps what a change could undo asks again while this is not zero.
   */
  default Duration unconfirmedFor() {
    return Duration.ZERO;
  }

  /** A listener's place. */
  @FunctionalInterface
  interface Subscription extends AutoCloseable {
    /** Ends it. A second time changes nothing. */
    @Override
    void close();
  }
}
