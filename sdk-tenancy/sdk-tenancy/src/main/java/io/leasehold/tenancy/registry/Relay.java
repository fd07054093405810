package io.leasehold.tenancy.registry;

import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.spi.TenantChanges;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Passes on what a source tells, after one who must act first. Thread-safe. */
final class Relay implements TenantChanges {

  private final Optional<TenantChanges> source;
  private final LocalTenantChanges listeners = new LocalTenantChanges();
  private volatile Subscription place = () -> {};
  private volatile boolean closed;

  Relay(Optional<TenantChanges> source) {
    this.source = source;
  }

  /** Begins, with the one who acts first. Once. */
  void follow(Consumer<TenantChange> first) {
    listeners.subscribe(first);
    source.ifPresent(changes -> place = changes.subscribe(this::tell));
  }

  void tell(TenantChange change) {
    listeners.publish(change);
  }

  void close() {
    closed = true;
    place.close();
  }

  @Override
  public Subscription subscribe(Consumer<TenantChange> listener) {
    return listeners.subscribe(listener);
  }

  @Override
  public Duration unconfirmedFor() {
    // Who has stopped listening knows of nothing.
    return closed && source.isPresent()
        ? Duration.ofNanos(Long.MAX_VALUE)
        : source.map(TenantChanges::unconfirmedFor).orElse(Duration.ZERO);
  }
}
