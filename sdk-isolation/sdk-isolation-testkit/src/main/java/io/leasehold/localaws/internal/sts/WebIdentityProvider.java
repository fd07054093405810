package io.leasehold.localaws.internal.sts;

import java.security.interfaces.RSAPublicKey;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An identity provider whose tokens STS takes.
 *
 * @param issuer as the token names it, {@code https://...}
 * @param key verifies its signatures
 * @param clientIds the audiences that the account registered
 */
public record WebIdentityProvider(String issuer, RSAPublicKey key, Set<String> clientIds) {

  private static final Pattern ISSUER = Pattern.compile("https://[a-z0-9.-]+(/[A-Za-z0-9._~/-]+)?");

  /**
   * Validates and copies.
   *
   * @throws IllegalArgumentException if the issuer is no https address, or there is no audience
   */
  public WebIdentityProvider {
    if (!ISSUER.matcher(issuer).matches() || clientIds.isEmpty()) {
      throw new IllegalArgumentException(
          "a provider has an issuer of the form https://idp.example.com/path and an audience");
    }
    clientIds = Set.copyOf(clientIds);
  }

  /** What the names of its condition keys begin with. */
  String name() {
    return issuer.substring("https://".length());
  }

  /** Its ARN in the account of a role. */
  String arn(String accountId) {
    return "arn:aws:iam::" + accountId + ":oidc-provider/" + name();
  }
}
