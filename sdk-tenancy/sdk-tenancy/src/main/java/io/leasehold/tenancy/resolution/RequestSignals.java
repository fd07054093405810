package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.token.TokenVerification;
import io.leasehold.tenancy.token.VerifiedToken;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A request, as far as its tenant is concerned; knows no container. Immutable.
 *
 * @param hosts every value of the {@code Host} header, as it was sent; normally one
 * @param verification what came of verifying its token, if it carries one
 * @param route what it wants
 */
public record RequestSignals(
    List<String> hosts, Optional<TokenVerification> verification, Route route) {

  /** Copies. */
  public RequestSignals {
    hosts = List.copyOf(hosts);
    Objects.requireNonNull(verification, "verification");
    Objects.requireNonNull(route, "route");
  }

  /** A request without a token to a protected route; the {@code with} methods change one thing. */
  public static RequestSignals at(String... hosts) {
    return new RequestSignals(List.of(hosts), Optional.empty(), Route.PROTECTED);
  }

  /** The same request with a token that was verified. */
  public RequestSignals withToken(VerifiedToken token) {
    return withVerification(new TokenVerification.Verified(token));
  }

  /** The same request with a token, and what came of verifying it. */
  public RequestSignals withVerification(TokenVerification outcome) {
    return new RequestSignals(hosts, Optional.of(outcome), route);
  }

  /** The same request to another kind of route. */
  public RequestSignals withRoute(Route newRoute) {
    return new RequestSignals(hosts, verification, newRoute);
  }

  /** The host in canonical form, if the request names exactly one well-formed host. */
  public Optional<TenantDomain> host() {
    return CanonicalHost.ofHeader(hosts);
  }

  /** The token, if the request carries a good one. */
  public Optional<VerifiedToken> token() {
    return verification
        .filter(TokenVerification.Verified.class::isInstance)
        .map(TokenVerification.Verified.class::cast)
        .map(TokenVerification.Verified::token);
  }
}
