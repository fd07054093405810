package io.leasehold.tenancy.discovery;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Everything a login page needs to begin: public values only, no secret of a client.
 *
 * @param issuer the OpenID provider, as an exact {@code iss} value
 * @param clientId the public client there
 * @param scope what to ask for, for instance {@code openid}
 * @param canonicalUrl where the application is served to this tenant
 */
public record LoginTarget(String issuer, String clientId, String scope, URI canonicalUrl) {

  /**
   * Validates.
   *
   * @throws IllegalArgumentException if a text is blank or the address is not one of the web
   */
  public LoginTarget {
    Objects.requireNonNull(canonicalUrl, "canonicalUrl");
    if (issuer.isBlank() || clientId.isBlank() || scope.isBlank()) {
      throw new IllegalArgumentException("a login needs an issuer, a client id and a scope");
    }
    if (canonicalUrl.getHost() == null
        || !String.valueOf(canonicalUrl.getScheme()).startsWith("http")) {
      throw new IllegalArgumentException(
          "a canonical URL begins with https://, not " + canonicalUrl);
    }
  }

  /** The target as JSON, its members always in the same order. */
  public String toJson() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("issuer", issuer);
    members.put("clientId", clientId);
    members.put("scope", scope);
    members.put("canonicalUrl", canonicalUrl.toString());
    return JSONObjectUtils.toJSONString(members);
  }

  LoginTarget at(URI url) {
    return new LoginTarget(issuer, clientId, scope, url);
  }
}
