package io.leasehold.tenancy.spi;

import io.leasehold.tenancy.apikey.ApiKeyHash;
import io.leasehold.tenancy.apikey.RegisteredApiKey;
import java.util.Optional;

/**
 * Where API keys are looked up. Implementations are thread-safe and compare the whole digest.
 *
 * <p>An empty answer means "there is no such key"; when that cannot be known, an implementation
 * throws.
 */
@FunctionalInterface
public interface ApiKeys {

  /**
   * The entry of the key with the hash.
   *
   * @throws io.leasehold.tenancy.TenantRegistryUnavailableException if the registry cannot be asked
   */
  Optional<RegisteredApiKey> findByApiKeyHash(ApiKeyHash hash);
}
