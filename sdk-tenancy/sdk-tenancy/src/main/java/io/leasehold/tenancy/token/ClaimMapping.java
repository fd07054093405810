package io.leasehold.tenancy.token;

import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.token.TenantClaim.Kind;
import java.util.Map;
import java.util.Objects;

/**
 * Where an issuer's tokens say whose they are, and what is written there. Each issuer has its own
 * ({@link TrustedIssuer#withTenants}). Immutable data, so that it lies in a table.
 *
 * @param form how the claim is built
 * @param path where it is
 * @param kind what the names in it are; without meaning if there is a list of tenants
 * @param tenants the tenants by the names that the issuer uses for them; empty if it uses our names
 */
public record ClaimMapping(Form form, ClaimPath path, Kind kind, Map<String, TenantId> tenants) {

  /** The most tenants that one token may be a member of: 256. */
  public static final int MAX_MEMBERSHIPS = 256;

  /** The tenant id in the claim {@code tenant_id}; what an issuer has unless told otherwise. */
  public static final ClaimMapping DEFAULT = claim("tenant_id");

  /** How a claim about tenants is built. */
  public enum Form {
    /** One text: the tenant. A list, even of one, is malformed. */
    ONE,
    /** A list of texts, an object whose member names count, or one text: memberships. */
    MEMBERSHIPS,
    /** An object of objects with a text {@code id}, which counts: memberships. */
    MEMBERSHIP_IDS
  }

  /** Validates and copies. */
  public ClaimMapping {
    Objects.requireNonNull(form, "form");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(kind, "kind");
    tenants = Map.copyOf(tenants);
  }

  /** The tenant id in a top-level claim; dots in the name are part of it. */
  public static ClaimMapping claim(String name) {
    return at(Form.ONE, ClaimPath.of(name), Kind.ID);
  }

  /** The tenant id in a nested claim, for instance {@code active_organization.id}. */
  public static ClaimMapping path(String dotted) {
    return at(Form.ONE, ClaimPath.dotted(dotted), Kind.ID);
  }

  /** The tenant ids that the bearer is a member of, in a nested claim. */
  public static ClaimMapping memberships(String dotted) {
    return at(Form.MEMBERSHIPS, ClaimPath.dotted(dotted), Kind.ID);
  }

  /** Amazon Cognito: {@code custom:tenant_id}, in its ID tokens or through a trigger. */
  public static ClaimMapping cognito() {
    return claim("custom:tenant_id");
  }

  /**
   * Keycloak organizations by their aliases, which are the tenants' slugs: {@code organization} as
   * a list, as an object, or as one text, whichever the realm's mapper writes.
   */
  public static ClaimMapping keycloakOrganizations() {
    return at(Form.MEMBERSHIPS, ClaimPath.of("organization"), Kind.SLUG);
  }

  /** Keycloak organizations by their ids, which only the mapper's object form contains. */
  public static ClaimMapping keycloakOrganizationIds() {
    return at(Form.MEMBERSHIP_IDS, ClaimPath.of("organization"), Kind.ID);
  }

  /** Auth0: {@code org_id}. Such an id is no tenant id: list them {@link #withTenants}. */
  public static ClaimMapping auth0() {
    return claim("org_id");
  }

  /** Auth0: {@code org_name}, an opt-in there, as the tenant's slug. */
  public static ClaimMapping auth0Names() {
    return claim("org_name").withSlugs();
  }

  /** Microsoft Entra: the directory's id in {@code tid}. */
  public static ClaimMapping entra() {
    return claim("tid");
  }

  /** Ory: {@code organization_id}. */
  public static ClaimMapping ory() {
    return claim("organization_id");
  }

  /** The same claim, whose names are slugs. */
  public ClaimMapping withSlugs() {
    return new ClaimMapping(form, path, Kind.SLUG, tenants);
  }

  /**
   * The same claim, whose names are the issuer's own: a name that is not in the list is nobody's.
   *
   * @throws IllegalArgumentException if the list is empty
   */
  public ClaimMapping withTenants(Map<String, TenantId> byIssuersName) {
    if (byIssuersName.isEmpty()) {
      throw new IllegalArgumentException("a list of the tenants by the issuer's names is empty");
    }
    return new ClaimMapping(form, path, kind, byIssuersName);
  }

  /** What the claims of a verified token say. Does not throw, whatever they are. */
  public TenantClaim read(Map<String, Object> claims) {
    return new TenantClaimReading(this).read(claims);
  }

  private static ClaimMapping at(Form form, ClaimPath path, Kind kind) {
    return new ClaimMapping(form, path, kind, Map.of());
  }
}
