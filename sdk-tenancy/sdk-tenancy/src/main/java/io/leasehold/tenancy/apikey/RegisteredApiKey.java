package io.leasehold.tenancy.apikey;

import io.leasehold.tenancy.TenantId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a registry knows of one API key. A revoked key need not be kept; one that is kept is
 * refused. Immutable.
 *
 * @param id the public part of the key
 * @param hash the digest of the whole key
 * @param tenant the only tenant for which the key speaks
 * @param roles what its holder may do there
 * @param expiresAt from when on it is refused; empty for a key without end
 * @param revoked whether it was taken back
 */
public record RegisteredApiKey(
    String id,
    ApiKeyHash hash,
    TenantId tenant,
    Set<String> roles,
    Optional<Instant> expiresAt,
    boolean revoked) {

  /** Copies. */
  public RegisteredApiKey {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(tenant, "tenant");
    roles = Set.copyOf(roles);
    Objects.requireNonNull(expiresAt, "expiresAt");
  }

  /** The entry of a key for the tenant, without end. */
  public static RegisteredApiKey of(ApiKey key, TenantId tenant, String... roles) {
    return new RegisteredApiKey(
        key.id(), key.hash(), tenant, Set.of(roles), Optional.empty(), false);
  }

  /** The same entry, refused from then on. */
  public RegisteredApiKey withExpiresAt(Instant end) {
    return new RegisteredApiKey(id, hash, tenant, roles, Optional.of(end), revoked);
  }

  /** The same entry, taken back. */
  public RegisteredApiKey asRevoked() {
    return new RegisteredApiKey(id, hash, tenant, roles, expiresAt, true);
  }
}
