package io.leasehold.labs.demo.signin;

import java.util.List;
import java.util.Objects;

/**
 * Somebody who can sign in at the simulated sign-in, with everything that the tokens will say.
 *
 * @param issuer the issuer at which the user signs in, as its path segment
 * @param tenant the tenant id that the tokens carry
 * @param username the subject of the tokens
 * @param name the display name
 * @param groups the roles
 */
public record DemoUser(
    String issuer, String tenant, String username, String name, List<String> groups) {

  /** Requires every value and copies. */
  public DemoUser {
    Objects.requireNonNull(issuer, "issuer");
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(name, "name");
    groups = List.copyOf(groups);
  }
}
