package io.leasehold.labs.demo.signin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.minidev.json.JSONObject;

/** The users of the simulated sign-in. Immutable. */
public final class DemoUsers {

  private final List<DemoUser> all;

  /** Takes the users; the first of a tenant is the one that examples name. */
  public DemoUsers(List<DemoUser> all) {
    this.all = List.copyOf(all);
  }

  /** Everybody. */
  public List<DemoUser> all() {
    return all;
  }

  /**
   * The user with the name, at whichever issuer.
   *
   * @throws IllegalArgumentException if nobody is called that
   */
  public DemoUser named(String username) {
    return all.stream()
        .filter(user -> user.username().equals(username))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no demo user " + username));
  }

  boolean hasIssuer(String issuer) {
    return all.stream().anyMatch(user -> user.issuer().equals(issuer));
  }

  List<DemoUser> of(String issuer) {
    return all.stream().filter(user -> user.issuer().equals(issuer)).toList();
  }

  Optional<DemoUser> find(String issuer, String username) {
    return of(issuer).stream().filter(user -> user.username().equals(username)).findFirst();
  }

  /** What the tokens of the user say beside the subject. */
  static Map<String, Object> claims(DemoUser user) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("tenant_id", user.tenant());
    claims.put("name", user.name());
    claims.put("preferred_username", user.username());
    claims.put("groups", user.groups());
    return claims;
  }

  String claimsJson(DemoUser user) {
    return JSONObject.toJSONString(claims(user));
  }
}
