package io.leasehold.labs.site;

import io.leasehold.tenancy.Tenant;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Where the tenant's members sign in. Kept in the attributes {@code sign-in.issuer}, {@code
 * sign-in.client-id} and {@code sign-in.scope}.
 *
 * @param issuer the OpenID Connect issuer
 * @param clientId the client that the front end is there
 * @param scope what it asks for
 */
@Schema(name = "SignIn")
public record SignIn(
    @Schema(required = true) String issuer,
    @Schema(required = true) String clientId,
    @Schema(required = true) String scope) {

  static SignIn of(Tenant tenant) {
    String only = tenant.issuers().stream().sorted().findFirst().orElse("");
    return new SignIn(
        tenant.attributes().getOrDefault("sign-in.issuer", only),
        tenant.attributes().getOrDefault("sign-in.client-id", "labs-web"),
        tenant.attributes().getOrDefault("sign-in.scope", "openid"));
  }

  /** The origin that the front end must be allowed to talk to; empty if there is none. */
  String origin() {
    try {
      URI uri = URI.create(issuer);
      // A host, and not any authority: that may hold '*' and ';', which mean something in a policy.
      return uri.getScheme() == null || uri.getHost() == null
          ? ""
          : uri.getScheme()
              + "://"
              + uri.getHost()
              + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    } catch (IllegalArgumentException noAddress) {
      return "";
    }
  }
}
