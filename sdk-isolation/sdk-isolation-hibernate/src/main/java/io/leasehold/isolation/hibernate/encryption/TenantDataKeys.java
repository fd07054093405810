package io.leasehold.isolation.hibernate.encryption;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.spi.TenantChanges;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The data keys of tenants: made when a tenant first needs one, kept in memory for a while, rotated
 * and, when the tenant leaves, shredded. Only the keys of the tenant in scope can be used.
 *
 * <pre>{@code
 * TenantDataKeys keys = TenantDataKeys.builder(store, KmsMasterKeys.shared(kms, keyArn)).build();
 * keys.follow(registry.changes());
 * TenantCipher cipher = TenantCipher.of(keys);
 * }</pre>
 *
 * <p>A key is loaded once for all who wait for it. It is wiped from memory after the time to live,
 * when the tenant {@linkplain #follow changes}, and when it is shredded; on other nodes by the
 * first two. Java may have copied it elsewhere in memory before. Thread-safe.
 */
public final class TenantDataKeys implements AutoCloseable {

  /** How long a key is kept in memory unless told otherwise: five minutes. */
  public static final Duration DEFAULT_TTL = Duration.ofMinutes(5);

  /** Of how many tenants keys are kept in memory unless told otherwise. */
  public static final int DEFAULT_MAXIMUM_TENANTS = 10_000;

  // A key may be wiped between being found and being used; more than once is no coincidence.
  private static final int ATTEMPTS = 5;

  private final TenantKeyStore store;
  private final MasterKeys masterKeys;
  private final Cache<TenantId, KeyRing> rings;

  private TenantDataKeys(Builder options, Ticker ticker, Scheduler scheduler) {
    this.store = options.store;
    this.masterKeys = options.masterKeys;
    this.rings =
        Caffeine.newBuilder()
            .maximumSize(options.maximumTenants)
            .expireAfterWrite(options.ttl)
            .ticker(ticker)
            // So that a key of which nobody asks any more is wiped in time, too.
            .scheduler(scheduler)
            .executor(Runnable::run)
            .<TenantId, KeyRing>removalListener((tenant, ring, why) -> wipe(ring))
            .build();
  }

  /**
   * Keys that are kept in the store and wrapped by the master keys.
   *
   * @param store whatever it needs, such as connections, must not be what the application's
   *     transactions wait for
   */
  public static Builder builder(TenantKeyStore store, MasterKeys masterKeys) {
    return new Builder(store, masterKeys);
  }

  /**
   * Gives the tenant in scope a new key, with which everything is encrypted from now on; on other
   * nodes after the time to live at the latest. What is encrypted stays readable.
   *
   * @return its version
   */
  public int rotate() {
    TenantId tenant = TenantContext.require().id();
    int next = store.newest(tenant, KeyPurpose.DATA).map(StoredKey::version).orElse(0) + 1;
    StoredKey added = add(tenant, KeyPurpose.DATA, next);
    ring(tenant).forgetNewest(KeyPurpose.DATA);
    return added.version();
  }

  /** The version with which is encrypted for the tenant in scope. */
  public int version() {
    return newest(TenantContext.require().id(), KeyPurpose.DATA).version();
  }

  /**
   * Destroys an old key of the tenant in scope: what is still encrypted with it is gone.
   *
   * @return whether there was one
   * @throws IllegalArgumentException if it is the newest
   */
  public boolean retire(int version) {
    TenantId tenant = TenantContext.require().id();
    boolean was = store.retire(tenant, KeyPurpose.DATA, version);
    forget(tenant);
    return was;
  }

  /**
   * Destroys all keys of the tenant in scope, for ever: what they encrypted is gone, wherever it
   * was copied. Needs a store whose role may do that. Safe to repeat, and to be repeated when it
   * failed.
   *
   * @param tenant the tenant in scope, said again
   * @throws IllegalArgumentException if it is another one
   */
  public ShreddedKeys shred(TenantId tenant) {
    if (!tenant.equals(TenantContext.require().id())) {
      throw new IllegalArgumentException(
          "keys are shredded in the scope of their tenant, which is not " + tenant);
    }
    try {
      int dataKeys = store.destroy(tenant);
      return new ShreddedKeys(dataKeys, masterKeys.destroy(tenant));
    } finally {
      forget(tenant);
    }
  }

  /** Wipes the tenant's keys from this node's memory; for any scope, and for none. */
  public void forget(TenantId tenant) {
    rings.invalidate(tenant);
  }

  /** Wipes everybody's keys from this node's memory. */
  public void forgetAll() {
    rings.invalidateAll();
  }

  /**
   * Wipes the keys of a tenant whenever it changes, as when it is suspended or leaves; and
   * everybody's when any tenant may have changed.
   *
   * @return ends it
   */
  public TenantChanges.Subscription follow(TenantChanges changes) {
    return changes.subscribe(
        change -> change.tenant().ifPresentOrElse(this::forget, this::forgetAll));
  }

  /** Wipes everybody's keys from memory. */
  @Override
  public void close() {
    forgetAll();
  }

  /** How many tenants have keys in memory, for tests. */
  long inMemory() {
    rings.cleanUp();
    return rings.estimatedSize();
  }

  /** The newest key of the tenant, which gets its first one now if it has none. */
  Derived newest(TenantId tenant, KeyPurpose purpose, byte[] message) {
    for (int i = 0; i < ATTEMPTS; i++) {
      DataKey key = newest(tenant, purpose);
      Optional<byte[]> derived = key.derive(message);
      if (derived.isPresent()) {
        return new Derived(key.version(), derived.get());
      }
    }
    throw new TenantKeysUnavailableException(null);
  }

  /** What is derived from the key of that version; empty if there never was one. */
  Optional<byte[]> derive(TenantId tenant, KeyPurpose purpose, int version, byte[] message) {
    for (int i = 0; i < ATTEMPTS; i++) {
      Optional<DataKey> key = find(tenant, purpose, version);
      if (key.isEmpty()) {
        return Optional.empty();
      }
      Optional<byte[]> derived = key.get().derive(message);
      if (derived.isPresent()) {
        return derived;
      }
    }
    throw new TenantKeysUnavailableException(null);
  }

  /** A derived key and the version of the key that it was derived from. */
  @SuppressWarnings("ArrayRecordComponent") // Neither compared nor shown.
  record Derived(int version, byte[] key) {}

  private DataKey newest(TenantId tenant, KeyPurpose purpose) {
    KeyRing ring = ring(tenant);
    return ring.get(
        purpose,
        KeyRing.NEWEST,
        () -> {
          StoredKey stored = store.newest(tenant, purpose).orElseGet(() -> add(tenant, purpose, 1));
          return ring.get(purpose, stored.version(), () -> open(tenant, purpose, stored));
        });
  }

  private Optional<DataKey> find(TenantId tenant, KeyPurpose purpose, int version) {
    try {
      return Optional.of(
          ring(tenant)
              .get(
                  purpose,
                  version,
                  () ->
                      open(
                          tenant,
                          purpose,
                          store.find(tenant, purpose, version).orElseThrow(NoSuchVersion::new))));
    } catch (NoSuchVersion e) {
      return Optional.empty();
    }
  }

  private DataKey open(TenantId tenant, KeyPurpose purpose, StoredKey stored) {
    return new DataKey(stored.version(), masterKeys.open(tenant, purpose, stored.key()));
  }

  private StoredKey add(TenantId tenant, KeyPurpose purpose, int version) {
    NewDataKey made = masterKeys.generate(tenant, purpose);
    // It is opened again, from what is stored: what cannot be opened must not encrypt anything.
    Arrays.fill(made.plain(), (byte) 0);
    return store.add(tenant, purpose, new StoredKey(version, made.wrapped()));
  }

  private KeyRing ring(TenantId tenant) {
    return rings.get(tenant, unused -> new KeyRing());
  }

  private static void wipe(@Nullable KeyRing ring) {
    if (ring != null) {
      ring.wipe();
    }
  }

  private static final class NoSuchVersion extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Options. Not thread-safe. */
  public static final class Builder {

    private final TenantKeyStore store;
    private final MasterKeys masterKeys;
    private Duration ttl = DEFAULT_TTL;
    private int maximumTenants = DEFAULT_MAXIMUM_TENANTS;

    private Builder(TenantKeyStore store, MasterKeys masterKeys) {
      this.store = Objects.requireNonNull(store, "store");
      this.masterKeys = Objects.requireNonNull(masterKeys, "masterKeys");
    }

    /**
     * How long a key is kept in memory, and so for how long at most another node goes on with a key
     * that was rotated, retired or shredded.
     *
     * @throws IllegalArgumentException if the time is not positive
     */
    public Builder timeToLive(Duration time) {
      if (time.isNegative() || time.isZero()) {
        throw new IllegalArgumentException("the time to live is not positive: " + time);
      }
      this.ttl = time;
      return this;
    }

    /**
     * Of how many tenants keys are kept in memory.
     *
     * @throws IllegalArgumentException if the number is not positive
     */
    public Builder maximumTenants(int tenants) {
      if (tenants < 1) {
        throw new IllegalArgumentException("keys of at least one tenant are kept, not " + tenants);
      }
      this.maximumTenants = tenants;
      return this;
    }

    /** The keys. */
    public TenantDataKeys build() {
      return build(Ticker.systemTicker(), Scheduler.systemScheduler());
    }

    TenantDataKeys build(Ticker ticker, Scheduler scheduler) {
      return new TenantDataKeys(this, ticker, scheduler);
    }
  }
}
