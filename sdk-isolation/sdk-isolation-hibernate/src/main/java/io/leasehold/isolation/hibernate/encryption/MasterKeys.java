package io.leasehold.isolation.hibernate.encryption;

import io.leasehold.tenancy.TenantId;

/**
 * Makes and opens the data keys of tenants: a key management service, or a master key at hand. A
 * key that was made for one tenant opens for no other.
 *
 * <p>Called on the thread, and in the scope, of the tenant. Implementations are thread-safe and
 * have time limits.
 */
public interface MasterKeys {

  /**
   * A new data key of 32 random bytes for the tenant.
   *
   * @throws TenantKeysUnavailableException if that cannot be done now
   * @throws TenantKeyRefusedException if it may not be done
   * @throws TenantKeyDestroyedException if the tenant's master key was destroyed
   */
  NewDataKey generate(TenantId tenant, KeyPurpose purpose);

  /**
   * The data key itself; the array is the caller's, who wipes it.
   *
   * @throws TenantKeysUnavailableException if that cannot be done now
   * @throws TenantKeyRefusedException if it was not made for this tenant, or may not be opened
   * @throws TenantKeyDestroyedException if the tenant's master key was destroyed
   */
  byte[] open(TenantId tenant, KeyPurpose purpose, WrappedKey key);

  /**
   * Destroys the tenant's own master key, if it has one; safe to repeat.
   *
   * @return whether it had one, so that nothing opens any more, from no backup of the stored keys
   * @throws TenantKeysUnavailableException if that cannot be done now
   * @throws TenantKeyRefusedException if it may not be done
   */
  default boolean destroy(TenantId tenant) {
    return false;
  }
}
