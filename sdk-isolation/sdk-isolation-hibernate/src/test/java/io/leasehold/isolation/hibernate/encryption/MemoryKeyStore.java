package io.leasehold.isolation.hibernate.encryption;

import io.leasehold.tenancy.TenantId;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Stored keys in memory, which a test may look at, copy and take away. */
final class MemoryKeyStore implements TenantKeyStore {

  record Slot(TenantId tenant, KeyPurpose purpose, int version) {}

  final Map<Slot, StoredKey> keys = new ConcurrentHashMap<>();
  final AtomicInteger reads = new AtomicInteger();
  private final Set<TenantId> destroyed = new HashSet<>();
  private final Set<Slot> retired = new HashSet<>();
  volatile boolean down;

  @Override
  public synchronized Optional<StoredKey> newest(TenantId tenant, KeyPurpose purpose) {
    requireUsable(tenant);
    reads.incrementAndGet();
    return newestVersion(tenant, purpose).map(version -> get(tenant, purpose, version));
  }

  @Override
  public synchronized Optional<StoredKey> find(TenantId tenant, KeyPurpose purpose, int version) {
    requireUsable(tenant);
    reads.incrementAndGet();
    if (retired.contains(new Slot(tenant, purpose, version))) {
      throw new TenantKeyDestroyedException(tenant);
    }
    return Optional.ofNullable(get(tenant, purpose, version));
  }

  @Override
  public synchronized StoredKey add(TenantId tenant, KeyPurpose purpose, StoredKey key) {
    requireUsable(tenant);
    StoredKey there = keys.putIfAbsent(new Slot(tenant, purpose, key.version()), key);
    return there == null ? key : there;
  }

  @Override
  public synchronized boolean retire(TenantId tenant, KeyPurpose purpose, int version) {
    if (newestVersion(tenant, purpose).filter(newest -> newest == version).isPresent()) {
      throw new IllegalArgumentException("the newest");
    }
    Slot slot = new Slot(tenant, purpose, version);
    return keys.remove(slot) != null && retired.add(slot);
  }

  @Override
  public synchronized int destroy(TenantId tenant) {
    if (down) {
      throw new TenantKeysUnavailableException(null);
    }
    destroyed.add(tenant);
    int before = keys.size();
    keys.keySet().removeIf(slot -> slot.tenant().equals(tenant));
    return before - keys.size();
  }

  private StoredKey get(TenantId tenant, KeyPurpose purpose, int version) {
    return keys.get(new Slot(tenant, purpose, version));
  }

  private Optional<Integer> newestVersion(TenantId tenant, KeyPurpose purpose) {
    return keys.keySet().stream()
        .filter(slot -> slot.tenant().equals(tenant) && slot.purpose() == purpose)
        .map(Slot::version)
        .max(Integer::compare);
  }

  private void requireUsable(TenantId tenant) {
    if (down) {
      throw new TenantKeysUnavailableException(null);
    }
    if (destroyed.contains(tenant)) {
      throw new TenantKeyDestroyedException(tenant);
    }
  }
}
