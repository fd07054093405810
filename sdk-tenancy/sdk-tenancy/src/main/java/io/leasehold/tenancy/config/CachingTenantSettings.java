package io.leasehold.tenancy.config;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.internal.Freshness;
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
 * remembered. While settings cannot be read, those from before are used for {@link
 * #STALE_WHILE_DOWN} after their time, unless a change of the tenant was told: then the outage is.
 */
public final class CachingTenantSettings implements TenantSettings, AutoCloseable {

  /** How long settings are remembered unless told otherwise: 30 seconds. */
  public static final Duration DEFAULT_TTL = Duration.ofSeconds(30);

  /** For how long settings outlive their time while they cannot be read: 30 seconds. */
  public static final Duration STALE_WHILE_DOWN = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(CachingTenantSettings.class);
  private static final int MAXIMUM_SIZE = 10_000;

  private final TenantSettings source;
  private final LookupCache<TenantId, SettingsOfTenant> cache;
  // What listeners know of, beyond the time to live.
  private final Cache<TenantId, SettingsOfTenant> known =
      Caffeine.newBuilder().executor(Runnable::run).maximumSize(MAXIMUM_SIZE).build();
  private final List<Consumer<TenantConfigChange>> listeners = new CopyOnWriteArrayList<>();
  private final TenantChanges.Subscription subscription;

  CachingTenantSettings(TenantSettings source, TenantChanges changes, Duration ttl, Ticker ticker) {
    this.source = Objects.requireNonNull(source, "source");
    this.cache = new LookupCache<>(MAXIMUM_SIZE, none -> false, freshness(ttl, changes), ticker);
    this.subscription = changes.subscribe(this::changed);
  }

  /** A cache around the source. */
  public static CachingTenantSettings around(TenantSettings source, TenantChanges changes) {
    return new CachingTenantSettings(source, changes, DEFAULT_TTL, Ticker.systemTicker());
  }

  @Override
  public SettingsOfTenant of(TenantId tenant) {
    SettingsOfTenant now = cache.get(tenant, source::of);
    // Whoever reads first finds out: the reader whose time was over, or the one who was told. Not
    // while it is being read, because listeners read themselves.
    if (!now.equals(known.getIfPresent(tenant))) {
      SettingsOfTenant before = known.asMap().put(tenant, now);
      if (before != null && !before.equals(now)) {
        tell(new TenantConfigChange(Optional.of(tenant), before.differencesTo(now)));
      }
    }
    return now;
  }

  /**
   * Has the listener told of changes of settings that were in use on this node, on the thread that
   * finds out: soon after they are told, or when they are read after their time. It may be told
   * more than there is, never less. Of another tier the changes of tenants tell.
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
      cache.doubtAll();
      tell(new TenantConfigChange(Optional.empty(), Set.of()));
      return;
    }
    TenantId tenant = change.tenant().get();
    cache.forgetKey(tenant);
    // What nobody has read nobody has to read again.
    if (listeners.isEmpty() || known.getIfPresent(tenant) == null) {
      return;
    }
    try {
      of(tenant);
    } catch (RuntimeException outage) {
      LOG.debug("The settings of tenant {} cannot be read after a change", tenant, outage);
      tell(new TenantConfigChange(change.tenant(), Set.of()));
    }
  }

  private static Freshness freshness(Duration ttl, TenantChanges changes) {
    return new Freshness(
        ttl.toNanos(),
        ttl.toNanos(),
        STALE_WHILE_DOWN.toNanos(),
        () -> changes.unconfirmedFor().toNanos());
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
