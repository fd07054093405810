package io.leasehold.tenancy;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the registry knows of an API key: whose it is and what it may do. The key itself is nowhere.
 *
 * @param id names the key to people, in lists and logs; 1 to 63 characters out of {@code a-z},
 *     {@code 0-9} and inner {@code -}
 * @param tenant the one tenant whose key it is
 * @param roles the roles of the machine that holds it
 * @param expiresAt from when on it opens nothing; empty for never
 */
public record ApiKey(String id, TenantId tenant, Set<String> roles, Optional<Instant> expiresAt) {

  private static final Pattern GRAMMAR = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  /**
   * Validates and copies.
   *
   * @throws IllegalArgumentException if the id is outside the grammar or a role is blank
   */
  public ApiKey {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(expiresAt, "expiresAt");
    roles = Set.copyOf(roles);
    if (!GRAMMAR.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "the id of an API key has 1 to 63 characters out of a-z, 0-9 and inner '-'");
    }
    if (roles.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("API key " + id + " has a role without a name");
    }
  }

  /** Whether the key opens nothing any more at that time. */
  public boolean isExpired(Instant now) {
    return expiresAt.isPresent() && !now.isBefore(expiresAt.get());
  }
}
