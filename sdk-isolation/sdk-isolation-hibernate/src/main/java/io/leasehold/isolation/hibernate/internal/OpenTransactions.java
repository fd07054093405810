package io.leasehold.isolation.hibernate.internal;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The local transactions that the calling thread has begun on guarded connections. */
final class OpenTransactions {

  // Weak, because a connection may be dropped without being closed, or be closed elsewhere; and
  // removed as soon as it is empty, so that no pooled thread keeps this library loaded.
  private static final ThreadLocal<@Nullable List<WeakReference<TenantBinding>>> MINE =
      new ThreadLocal<>();

  private OpenTransactions() {}

  static void remember(TenantBinding binding) {
    List<WeakReference<TenantBinding>> mine = MINE.get();
    if (mine == null) {
      mine = new ArrayList<>();
      MINE.set(mine);
    }
    mine.removeIf(known -> known.get() == null || known.get() == binding);
    mine.add(new WeakReference<>(binding));
  }

  static void forget(TenantBinding binding) {
    List<WeakReference<TenantBinding>> mine = MINE.get();
    if (mine != null) {
      mine.removeIf(known -> known.get() == null || known.get() == binding);
      if (mine.isEmpty()) {
        MINE.remove();
      }
    }
  }

  /** Whether one is open on behalf of the tenant with the id. */
  static boolean anyFor(String tenant) {
    List<WeakReference<TenantBinding>> mine = MINE.get();
    return mine != null
        && mine.stream()
            .map(WeakReference::get)
            .anyMatch(binding -> binding != null && binding.isOpenFor(tenant));
  }
}
