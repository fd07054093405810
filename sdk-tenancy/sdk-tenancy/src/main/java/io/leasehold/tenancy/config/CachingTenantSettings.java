package io.leasehold.tenancy.config;

import com.github.benmanes.caffeine.cache.Ticker;
import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.internal.LookupCache;
import io.leasehold.tenancy.spi.TenantChanges;
import io.leasehold.tenancy.spi.TenantSettings;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers the settings of tenants until they change, and tells of it. Thread-safe.
 *
 * <p>A change is seen when it is told, and after the time to live at the latest. A failure is never
 * remembered, and old settings are not used in place of new ones that cannot be read.
 */
public final class CachingTenantSettings implements TenantSettings, AutoCloseable {

  /** How long settings are remembered unless told otherwise: 30 seconds. */
  public static final Duration DEFAULT_TTL = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(CachingTenantSettings.class);
  private static final int MAXIMUM_SIZE = 10_000;

  private final TenantSettings source;
  private final LookupCache<TenantId, SettingsOfTenant> cache;
  private final List<Consumer<TenantConfigChange>> listeners = new CopyOnWriteArrayList<>();
  private final TenantChanges.Subscription subscription;

  CachingTenantSettings(TenantSettings source, TenantChanges changes, Duration ttl, Ticker ticker) {
    this.source = Objects.requireNonNull(source, "source");
    this.cache = new LookupCache<>(MAXIMUM_SIZE, none -> false, ttl, ttl, ticker);
    this.subscription = changes.subscribe(this::changed);
  }

  /** A cache around the source. */
  public static CachingTenantSettings around(TenantSettings source, TenantChanges changes) {
    return new CachingTenantSettings(source, changes, DEFAULT_TTL, Ticker.systemTicker());
  }

  @Override
  public SettingsOfTenant of(TenantId tenant) {
    return cache.get(tenant, source::of);
  }

  /**
   * Has the listener told of changes of settings that were in use on this node. It may be told more
   * than there is, never less, but for what only the time to live tells, and for another tier, of
   * which the changes of tenants tell.
   *
   * @return ends it
   */
  public TenantChanges.Subscription onChange(Consumer<TenantConfigChange> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Follows no changes any more; goes on by the time to live. */
  @Override
  public void close() {
    subscription.close();
  }

  private void changed(TenantChange change) {
    if (change.tenant().isEmpty()) {
      cache.forget(any -> true);
      tell(new TenantConfigChange(Optional.empty(), Set.of()));
      return;
    }
    TenantId tenant = change.tenant().get();
    // What nobody has read nobody has to read again.
    Optional<SettingsOfTenant> old = cache.forgetKey(tenant);
    if (old.isEmpty() || listeners.isEmpty()) {
      return;
    }
    Optional<Set<String>> keys = changedKeys(tenant, old.get());
    if (keys.isEmpty() || !keys.get().isEmpty()) {
      tell(new TenantConfigChange(change.tenant(), keys.orElse(Set.of())));
    }
  }

  /** Empty if it cannot be known now, and so any key may have changed. */
  private Optional<Set<String>> changedKeys(TenantId tenant, SettingsOfTenant old) {
    try {
      return Optional.of(old.differencesTo(of(tenant)));
    } catch (RuntimeException outage) {
      LOG.debug("The settings of tenant {} cannot be read after a change", tenant, outage);
      return Optional.empty();
    }
  }

  private void tell(TenantConfigChange change) {
    for (Consumer<TenantConfigChange> listener : listeners) {
      try {
        listener.accept(change);
      } catch (RuntimeException failure) {
        // One listener's failure is not the next one's.
        LOG.error("A listener failed at a change of settings", failure);
      }
    }
  }
}
