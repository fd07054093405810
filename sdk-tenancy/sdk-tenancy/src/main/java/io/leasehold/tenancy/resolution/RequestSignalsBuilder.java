package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.apikey.ApiKeyVerification;
import io.leasehold.tenancy.token.TokenVerification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a request says, from whatever receives it:
 *
 * <pre>{@code
 * RequestSignals signals =
 *     RequestSignals.builder()
 *         .headers(name -> exchange.getRequestHeaders().getOrDefault(name, List.of()))
 *         .peer(exchange.getRemoteAddress().getAddress().getHostAddress())
 *         .trustedProxies(TrustedProxies.of("10.0.0.0/8"))
 *         .path(exchange.getRequestURI().getRawPath())
 *         .verification(verifier.verify(bearerToken))
 *         .build();
 * }</pre>
 *
 * <p>For one thread.
 */
public final class RequestSignalsBuilder {

  private final Map<String, List<String>> extraHeaders =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, List<String>> routeParameters = new HashMap<>();
  private @Nullable Function<String, List<String>> headers;
  private @Nullable List<String> hosts;
  private @Nullable String authority;
  private @Nullable String peer;
  private TrustedProxies proxies = TrustedProxies.none();
  private String path = "/";
  private @Nullable TokenVerification verification;
  private @Nullable ApiKeyVerification apiKey;
  private @Nullable TenantId sessionTenant;
  private Route route = Route.PROTECTED;

  RequestSignalsBuilder() {}

  /**
   * Where headers are looked up, the {@code Host} included.
   *
   * @param lookup gives every value of a header by its name in any case, an empty list if there is
   *     none; asked while the request is decided
   */
  public RequestSignalsBuilder headers(Function<String, List<String>> lookup) {
    this.headers = Objects.requireNonNull(lookup, "lookup");
    return this;
  }

  /** One more header, for a caller that has no lookup; it is seen before the lookup. */
  public RequestSignalsBuilder header(String name, String value) {
    extraHeaders
        .computeIfAbsent(name, key -> new ArrayList<>())
        .add(Objects.requireNonNull(value, "value"));
    return this;
  }

  /** Every value of the {@code Host} header, instead of looking it up. */
  public RequestSignalsBuilder hosts(List<String> values) {
    this.hosts = List.copyOf(values);
    return this;
  }

  /**
   * The authority of the request's target: of an absolute URI ({@code GET http://other/ HTTP/1.1}),
   * or HTTP/2's {@code :authority}. It has to mean the host of the {@code Host} header.
   */
  public RequestSignalsBuilder authority(String targetAuthority) {
    this.authority = Objects.requireNonNull(targetAuthority, "targetAuthority");
    return this;
  }

  /** The address of whoever opened the connection, as the socket tells it. */
  public RequestSignalsBuilder peer(String address) {
    this.peer = Objects.requireNonNull(address, "address");
    return this;
  }

  /** The peers whose forwarding headers count; unless told otherwise nobody's do. */
  public RequestSignalsBuilder trustedProxies(TrustedProxies trusted) {
    this.proxies = Objects.requireNonNull(trusted, "trusted");
    return this;
  }

  /** The path below the application's root as it was sent: encoded, without the query. */
  public RequestSignalsBuilder path(String encoded) {
    this.path = Objects.requireNonNull(encoded, "encoded");
    return this;
  }

  /** One value of a parameter of the matched route, decoded. */
  public RequestSignalsBuilder routeParameter(String name, String value) {
    routeParameters
        .computeIfAbsent(name, key -> new ArrayList<>())
        .add(Objects.requireNonNull(value, "value"));
    return this;
  }

  /** What came of verifying the request's token; unless told otherwise it carries none. */
  public RequestSignalsBuilder verification(TokenVerification outcome) {
    this.verification = Objects.requireNonNull(outcome, "outcome");
    return this;
  }

  /** What came of verifying the request's API key; unless told otherwise it carries none. */
  public RequestSignalsBuilder apiKey(ApiKeyVerification outcome) {
    this.apiKey = Objects.requireNonNull(outcome, "outcome");
    return this;
  }

  /** The tenant to which the server, not the client, bound the session of the request. */
  public RequestSignalsBuilder sessionTenant(TenantId tenant) {
    this.sessionTenant = Objects.requireNonNull(tenant, "tenant");
    return this;
  }

  /** What the request wants; unless told otherwise something protected. */
  public RequestSignalsBuilder route(Route wanted) {
    this.route = Objects.requireNonNull(wanted, "wanted");
    return this;
  }

  /** The request. */
  public RequestSignals build() {
    Function<String, List<String>> lookup = lookup();
    Map<String, List<String>> parameters = new HashMap<>();
    routeParameters.forEach((name, values) -> parameters.put(name, List.copyOf(values)));
    RequestHead head = new RequestHead(host(lookup), lookup, path, Map.copyOf(parameters));
    return new RequestSignals(head, verification, apiKey, sessionTenant, route);
  }

  private Optional<TenantDomain> host(Function<String, List<String>> lookup) {
    List<String> own = hosts == null ? lookup.apply("Host") : hosts;
    if (own.size() > 1) {
      return Optional.empty();
    }
    if (peer != null && proxies.trust(peer)) {
      ForwardedHost.Saying saying = ForwardedHost.read(proxies, lookup);
      if (!saying.silent()) {
        return saying.host();
      }
    }
    return CanonicalHost.ofRequest(own, Optional.ofNullable(authority));
  }

  private Function<String, List<String>> lookup() {
    Function<String, List<String>> given = headers == null ? name -> List.of() : headers;
    if (extraHeaders.isEmpty()) {
      return given;
    }
    Map<String, List<String>> extra = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    extraHeaders.forEach((name, values) -> extra.put(name, List.copyOf(values)));
    return name -> {
      List<String> values = extra.get(name);
      return values == null ? given.apply(name) : values;
    };
  }
}
