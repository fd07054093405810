package io.leasehold.isolation.hibernate.encryption;

import io.leasehold.tenancy.TenantId;
import java.util.Optional;

/**
 * Keeps the wrapped data keys of tenants. Called in the scope of the tenant.
 *
 * <p>Every method throws {@link TenantKeyDestroyedException} for a tenant whose keys were
 * destroyed, {@link #destroy} excepted, and {@link TenantKeysUnavailableException} when it cannot
 * know. Implementations are thread-safe; what a method has changed is durable when it returns,
 * whatever becomes of the caller's transaction.
 */
public interface TenantKeyStore {

  /** The newest key that was not destroyed; empty if the tenant never had one. */
  Optional<StoredKey> newest(TenantId tenant, KeyPurpose purpose);

  /**
   * The key of that version; empty if there never was one.
   *
   * @throws TenantKeyDestroyedException if the version was destroyed
   */
  Optional<StoredKey> find(TenantId tenant, KeyPurpose purpose, int version);

  /**
   * Adds the key, unless the tenant has one of that version.
   *
   * @return the key of that version: the one that was added, or the one that was there
   */
  StoredKey add(TenantId tenant, KeyPurpose purpose, StoredKey key);

  /**
   * Destroys one version, with which nothing is encrypted any more.
   *
   * @return whether there was one
   * @throws IllegalArgumentException if it is the newest
   */
  boolean retire(TenantId tenant, KeyPurpose purpose, int version);

  /**
   * Destroys all keys of the tenant, and has it get no other ones; safe to repeat.
   *
   * @return how many keys this destroyed
   */
  int destroy(TenantId tenant);
}
