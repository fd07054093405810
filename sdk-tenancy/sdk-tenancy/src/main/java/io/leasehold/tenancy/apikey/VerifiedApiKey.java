package io.leasehold.tenancy.apikey;

import io.leasehold.tenancy.TenantId;
import java.util.Objects;
import java.util.Set;

/**
 * The machine that presented a good API key; it stands where a person has a token. Immutable.
 *
 * @param id the public part of the key, to be logged and audited
 * @param tenant the only tenant for which it speaks
 * @param roles what it may do there
 */
public record VerifiedApiKey(String id, TenantId tenant, Set<String> roles) {

  /** Copies. */
  public VerifiedApiKey {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(tenant, "tenant");
    roles = Set.copyOf(roles);
  }

  /**
   * The name of the principal: {@code api-key:} and the id. An issuer may give a person the same
   * name; what tells them apart is the type of the principal.
   */
  public String principalName() {
    return "api-key:" + id;
  }
}
