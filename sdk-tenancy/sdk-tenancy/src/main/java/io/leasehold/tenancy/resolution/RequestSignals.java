package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.apikey.ApiKeyVerification;
import io.leasehold.tenancy.apikey.VerifiedApiKey;
import io.leasehold.tenancy.token.TokenVerification;
import io.leasehold.tenancy.token.VerifiedToken;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request, as far as its tenant is concerned; knows no container. Made by {@link #builder()}, or
 * by {@link #at} where only the host and the token count. Immutable, as far as the header lookup
 * that it was given is.
 */
public final class RequestSignals {

  private final RequestHead head;
  private final @Nullable TokenVerification verification;
  private final @Nullable ApiKeyVerification apiKey;
  private final @Nullable TenantId sessionTenant;
  private final Route route;

  RequestSignals(
      RequestHead head,
      @Nullable TokenVerification verification,
      @Nullable ApiKeyVerification apiKey,
      @Nullable TenantId sessionTenant,
      Route route) {
    this.head = head;
    this.verification = verification;
    this.apiKey = apiKey;
    this.sessionTenant = sessionTenant;
    this.route = route;
  }

  /** A request to a protected route of which nothing is known yet. */
  public static RequestSignalsBuilder builder() {
    return new RequestSignalsBuilder();
  }

  /**
   * A request without a token to a protected route; the {@code with} methods change one thing.
   *
   * @param hosts every value of the {@code Host} header, as it was sent; normally one
   */
  public static RequestSignals at(String... hosts) {
    return builder().hosts(List.of(hosts)).build();
  }

  /** The same request with a token that was verified. */
  public RequestSignals withToken(VerifiedToken token) {
    return withVerification(new TokenVerification.Verified(token));
  }

  /** The same request with a token, and what came of verifying it. */
  public RequestSignals withVerification(TokenVerification outcome) {
    return new RequestSignals(
        head, Objects.requireNonNull(outcome, "outcome"), apiKey, sessionTenant, route);
  }

  /** The same request with an API key, and what came of verifying it. */
  public RequestSignals withApiKey(ApiKeyVerification outcome) {
    return new RequestSignals(
        head, verification, Objects.requireNonNull(outcome, "outcome"), sessionTenant, route);
  }

  /** The same request in a server-side session that is bound to the tenant. */
  public RequestSignals withSessionTenant(TenantId tenant) {
    return new RequestSignals(
        head, verification, apiKey, Objects.requireNonNull(tenant, "tenant"), route);
  }

  /** The same request to another kind of route. */
  public RequestSignals withRoute(Route newRoute) {
    return new RequestSignals(
        head, verification, apiKey, sessionTenant, Objects.requireNonNull(newRoute, "newRoute"));
  }

  /**
   * The host in canonical form, if the request names exactly one well-formed host. Where trusted
   * proxies stand in front it is the one that the client asked them for.
   */
  public Optional<TenantDomain> host() {
    return head.host();
  }

  /**
   * Every value of the header.
   *
   * @param name in any case
   */
  public List<String> header(String name) {
    return head.header(name);
  }

  /** The values of every cookie with exactly this name; two are as suspicious as two hosts. */
  public List<String> cookie(String name) {
    return Cookies.named(name, header("Cookie"));
  }

  /** The path as it was sent: encoded, without the query; {@code /} if it is not known. */
  public String path() {
    return head.path();
  }

  /** The decoded values of a parameter of the matched route, for instance of a JAX-RS path. */
  public List<String> routeParameter(String name) {
    return head.routeParameters().getOrDefault(name, List.of());
  }

  /** What came of verifying the request's token, if it carries one. */
  public Optional<TokenVerification> verification() {
    return Optional.ofNullable(verification);
  }

  /** The token, if the request carries a good one. */
  public Optional<VerifiedToken> token() {
    return verification instanceof TokenVerification.Verified verified
        ? Optional.of(verified.token())
        : Optional.empty();
  }

  /** What came of verifying the request's API key, if it carries one. */
  public Optional<ApiKeyVerification> apiKeyVerification() {
    return Optional.ofNullable(apiKey);
  }

  /** The API key, if the request carries a good one. */
  public Optional<VerifiedApiKey> apiKey() {
    return apiKey instanceof ApiKeyVerification.Verified verified
        ? Optional.of(verified.key())
        : Optional.empty();
  }

  /** The tenant to which the server bound the session of the request, if it is in one. */
  public Optional<TenantId> sessionTenant() {
    return Optional.ofNullable(sessionTenant);
  }

  /** What the request wants. */
  public Route route() {
    return route;
  }

  /** Without headers and credentials. */
  @Override
  public String toString() {
    return "RequestSignals[host=" + head.host() + ", route=" + route + "]";
  }
}
