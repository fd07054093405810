package io.leasehold.tenancy;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What the registry knows of one tenant. Immutable and thread-safe.
 *
 * @param id the identity, which never changes
 * @param slug the public short name, which may change
 * @param name the display name
 * @param status where the tenant stands in its life
 * @param tier the tier it bought
 * @param domains the hosts at which it is served
 * @param issuers the token issuers that may speak for it, as exact {@code iss} values
 * @param attributes whatever else the application keeps; never secrets
 */
public record Tenant(
    TenantId id,
    TenantSlug slug,
    String name,
    TenantStatus status,
    Tier tier,
    Set<TenantDomain> domains,
    Set<String> issuers,
    Map<String, String> attributes) {

  /**
   * Validates and copies.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public Tenant {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(slug, "slug");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(tier, "tier");
    domains = Set.copyOf(domains);
    issuers = Set.copyOf(issuers);
    attributes = Map.copyOf(attributes);
    if (name.isBlank()) {
      throw new IllegalArgumentException("the name of tenant " + id + " is blank");
    }
  }

  /**
   * A tenant with the id as slug and name, active, without domains and issuers; the {@code with}
   * methods change one thing each.
   */
  public static Tenant active(TenantId id, Tier tier) {
    return new Tenant(
        id,
        new TenantSlug(id.value()),
        id.value(),
        TenantStatus.ACTIVE,
        tier,
        Set.of(),
        Set.of(),
        Map.of());
  }

  /** The same tenant with another slug. */
  public Tenant withSlug(TenantSlug newSlug) {
    return new Tenant(id, newSlug, name, status, tier, domains, issuers, attributes);
  }

  /** The same tenant with another display name. */
  public Tenant withName(String newName) {
    return new Tenant(id, slug, newName, status, tier, domains, issuers, attributes);
  }

  /** The same tenant with another status. */
  public Tenant withStatus(TenantStatus newStatus) {
    return new Tenant(id, slug, name, newStatus, tier, domains, issuers, attributes);
  }

  /** The same tenant, served at exactly these hosts. */
  public Tenant withDomains(TenantDomain... newDomains) {
    return new Tenant(id, slug, name, status, tier, Set.of(newDomains), issuers, attributes);
  }

  /** The same tenant, for which exactly these issuers may speak. */
  public Tenant withIssuers(String... newIssuers) {
    return new Tenant(id, slug, name, status, tier, domains, Set.of(newIssuers), attributes);
  }

  /** The same tenant with exactly these attributes. */
  public Tenant withAttributes(Map<String, String> newAttributes) {
    return new Tenant(id, slug, name, status, tier, domains, issuers, newAttributes);
  }

  /** Without name, domains and attributes, which are other people's data and end up in logs. */
  @Override
  public String toString() {
    return "Tenant[id=" + id + ", status=" + status + "]";
  }
}
