package io.leasehold.tenancy.internal;

import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.spi.ScopeObserver;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The observers of this process. What goes wrong in one is logged and stays there. */
final class ScopeObservers {

  private static final Logger LOG = LoggerFactory.getLogger(ScopeObservers.class);

  private final ScopeObserver[] observers;
  private final Set<ScopeObserver> complained = ConcurrentHashMap.newKeySet();

  private ScopeObservers(List<ScopeObserver> observers) {
    this.observers = observers.toArray(ScopeObserver[]::new);
  }

  /**
   * Those that the class loader of this library sees. Not the thread's loader: where several
   * applications share this library, one of them must not watch the others.
   */
  static ScopeObservers load() {
    List<ScopeObserver> found = new ArrayList<>();
    Iterator<ScopeObserver> services =
        ServiceLoader.load(ScopeObserver.class, ScopeObservers.class.getClassLoader()).iterator();
    boolean more = true;
    while (more) {
      try {
        more = services.hasNext();
        if (more) {
          found.add(services.next());
        }
      } catch (ServiceConfigurationError | LinkageError unusable) {
        LOG.warn("A scope observer cannot be loaded and is left out: {}", unusable.toString());
      }
    }
    return new ScopeObservers(found);
  }

  void moved(@Nullable TenantScope left, @Nullable TenantScope entered) {
    for (ScopeObserver observer : observers) {
      try {
        observer.moved(left, entered);
      } catch (RuntimeException | LinkageError failure) {
        complain(observer, failure);
      }
    }
  }

  /** Once for each observer: it may fail on every request. */
  private void complain(ScopeObserver observer, Throwable failure) {
    if (complained.add(observer)) {
      LOG.warn(
          "The scope observer {} failed; its later failures are not logged.",
          observer.getClass().getName(),
          failure);
    }
  }
}
