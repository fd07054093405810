package io.leasehold.tenancy.token;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where an issuer's tokens list the bearer's roles, and which roles this issuer may give. Immutable
 * data, so that it lies in a table.
 *
 * <p>Limit it for an issuer that a tenant brings along ({@link #granting}): whoever runs that
 * issuer writes any role into its tokens, the operator's too.
 *
 * @param paths where the roles are; those of all paths together count
 * @param grants our role by the issuer's; empty if the issuer may give any role, under its own name
 */
public record RoleMapping(List<ClaimPath> paths, Optional<Map<String, String>> grants) {

  /** The claim {@code groups} of MicroProfile JWT; what an issuer has unless told otherwise. */
  public static final RoleMapping DEFAULT = claim("groups");

  /** Copies. */
  public RoleMapping {
    paths = List.copyOf(paths);
    grants = grants.map(Map::copyOf);
  }

  /** The roles in a top-level claim; dots in the name are part of it. */
  public static RoleMapping claim(String name) {
    return at(ClaimPath.of(name));
  }

  /** The roles in a nested claim, for instance {@code realm_access.roles}. */
  public static RoleMapping path(String dotted) {
    return at(ClaimPath.dotted(dotted));
  }

  /** Amazon Cognito: the groups of the user. */
  public static RoleMapping cognitoGroups() {
    return claim("cognito:groups");
  }

  /** Keycloak: the roles of the realm. */
  public static RoleMapping keycloakRealm() {
    return at(ClaimPath.of("realm_access", "roles"));
  }

  /** Keycloak: the roles of one client. */
  public static RoleMapping keycloakClient(String clientId) {
    return at(ClaimPath.of("resource_access", clientId, "roles"));
  }

  /** Microsoft Entra: the application's roles. */
  public static RoleMapping entra() {
    return claim("roles");
  }

  /** No roles at all. */
  public static RoleMapping none() {
    return new RoleMapping(List.of(), Optional.of(Map.of()));
  }

  /**
   * The roles of both places.
   *
   * @throws IllegalArgumentException if one of them is limited: limit the sum instead
   */
  public RoleMapping and(RoleMapping other) {
    if (grants.isPresent() || other.grants.isPresent()) {
      throw new IllegalArgumentException("join the places of roles first, then limit the roles");
    }
    List<ClaimPath> both = new ArrayList<>(paths);
    both.addAll(other.paths);
    return new RoleMapping(both, Optional.empty());
  }

  /** The same places; the issuer can give these roles and no other. */
  public RoleMapping granting(String... roles) {
    return granting(
        Set.of(roles).stream().collect(Collectors.toMap(Function.identity(), Function.identity())));
  }

  /** The same places; the issuer can give these roles and no other, under names of its own. */
  public RoleMapping granting(Map<String, String> oursByIssuers) {
    return new RoleMapping(paths, Optional.of(oursByIssuers));
  }

  /** The roles that the claims of a verified token give. Does not throw, whatever they are. */
  public Set<String> read(Map<String, Object> claims) {
    Set<String> roles = new HashSet<>();
    for (ClaimPath path : paths) {
      addTexts(path.in(claims).orElse(List.of()), roles);
    }
    return grants.map(ours -> translated(roles, ours)).orElse(roles);
  }

  private static Set<String> translated(Set<String> roles, Map<String, String> ours) {
    return roles.stream().filter(ours::containsKey).map(ours::get).collect(Collectors.toSet());
  }

  // All or nothing: one entry that is no text makes the claim unreadable, and that grants nothing.
  private static void addTexts(Object claim, Set<String> roles) {
    if (claim instanceof Collection<?> entries) {
      List<String> texts = new ArrayList<>(entries.size());
      for (Object entry : entries) {
        if (!(entry instanceof String role)) {
          return;
        }
        texts.add(role);
      }
      roles.addAll(texts);
    }
  }

  private static RoleMapping at(ClaimPath path) {
    return new RoleMapping(List.of(path), Optional.empty());
  }
}
