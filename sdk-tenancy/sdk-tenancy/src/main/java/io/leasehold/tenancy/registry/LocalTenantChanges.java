package io.leasehold.tenancy.registry;

import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.spi.TenantChanges;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes told inside one process: {@link #publish} returns when every listener has been told, in
 * the order in which they subscribed. The whole source for a program of one node; the inner part of
 * sources that hear of changes elsewhere. Thread-safe.
 */
public final class LocalTenantChanges implements TenantChanges {

  private static final Logger LOG = LoggerFactory.getLogger(LocalTenantChanges.class);

  // Each subscription is another object, so one listener may have several.
  private final List<Place> places = new CopyOnWriteArrayList<>();

  /** A source with no listeners. */
  public LocalTenantChanges() {}

  @Override
  public Subscription subscribe(Consumer<TenantChange> listener) {
    Place place = new Place(Objects.requireNonNull(listener, "listener"));
    places.add(place);
    return () -> places.remove(place);
  }

  /**
   * Tells every listener. What one of them throws is logged and keeps nobody from being told: a
   * suspension must reach all.
   */
  public void publish(TenantChange change) {
    Objects.requireNonNull(change, "change");
    for (Place place : places) {
      try {
        place.listener.accept(change);
      } catch (RuntimeException | Error failure) {
        LOG.error("A listener failed to act on {}", change, failure);
      }
    }
  }

  private static final class Place {
    private final Consumer<TenantChange> listener;

    private Place(Consumer<TenantChange> listener) {
      this.listener = listener;
    }
  }
}
