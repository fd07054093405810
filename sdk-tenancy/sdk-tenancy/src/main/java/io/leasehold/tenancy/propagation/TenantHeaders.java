package io.leasehold.tenancy.propagation;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What the tenant of a request becomes on its way to another host: a signed, short-lived header for
 * the hosts that are on the list, and nothing at all for others. Immutable and thread-safe.
 *
 * <p>Headers that name a tenant, whoever put them there, go to nobody: a bare id proves nothing,
 * and one that came in with a request is the client's. {@code baggage} members that name a tenant
 * are taken out for hosts that are not on the list.
 *
 * <p>The receiver reads the header with {@link SignedHeaderTenantResolver}.
 */
public final class TenantHeaders {

  /** The name of the signed header. */
  public static final String HEADER = TenantHeader.NAME;

  /** How long the header is worth something: a minute, for a request that is sent at once. */
  public static final Duration LIFETIME = Duration.ofMinutes(1);

  private static final String BAGGAGE = "baggage";

  /** The guards, so that the sabotage test can take one away. */
  enum Guard {
    ALLOW_LIST,
    STRIPPING,
    BAGGAGE,
    REDIRECTS
  }

  private final Supplier<PropagationKeys> keys;
  private final Map<Origin, String> audiences;
  private final Set<String> kept;
  private final Clock clock;
  private final Set<Guard> guards;

  private TenantHeaders(Builder builder, Set<Guard> guards) {
    this.keys = builder.keys;
    this.audiences = Map.copyOf(builder.audiences);
    this.kept = Set.copyOf(builder.kept);
    this.clock = builder.clock;
    this.guards = guards;
  }

  /** A builder with an empty list: nobody is told. */
  public static Builder builder(PropagationKeys keys) {
    Objects.requireNonNull(keys, "keys");
    return builder(() -> keys);
  }

  /** A builder with keys that are asked for at each request. */
  public static Builder builder(Supplier<PropagationKeys> keys) {
    return new Builder(keys);
  }

  /**
   * The headers to send instead of these.
   *
   * @param target the address of the request
   * @param headers what would have been sent; names in any case
   * @return a new map, with names in any case
   */
  public Map<String, List<String>> rewrite(URI target, Map<String, List<String>> headers) {
    Optional<String> audience = audience(target);
    Map<String, List<String>> result = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(
        (name, values) -> {
          if (!guards.contains(Guard.STRIPPING) || !namesTenant(name)) {
            result.computeIfAbsent(name, key -> new ArrayList<>()).addAll(values);
          }
        });
    if (audience.isEmpty() && guards.contains(Guard.BAGGAGE)) {
      result.computeIfPresent(BAGGAGE, (name, values) -> strippedBaggage(values));
    }
    audience.ifPresent(
        known ->
            TenantContext.current()
                .ifPresent(tenant -> result.put(HEADER, List.of(signed(tenant, known)))));
    return result;
  }

  /** The request to send instead of this one. */
  public HttpRequest rewrite(HttpRequest request) {
    HttpRequest.Builder copy = HttpRequest.newBuilder(request, (name, value) -> false);
    rewrite(request.uri(), request.headers().map())
        .forEach((name, values) -> values.forEach(value -> copy.header(name, value)));
    return copy.build();
  }

  /**
   * A client that rewrites every request, and whose futures carry the scope.
   *
   * @throws IllegalArgumentException if the client follows redirects: it would take the header of
   *     one host to another, which no list can prevent
   */
  public HttpClient around(HttpClient client) {
    if (guards.contains(Guard.REDIRECTS) && client.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException(
          "a client that follows redirects takes the tenant to whatever host it is sent to: build"
              + " it with followRedirects(NEVER) and follow them by requests of their own");
    }
    return new TenantHttpClient(client, this);
  }

  private Optional<String> audience(URI target) {
    if (!guards.contains(Guard.ALLOW_LIST)) {
      return audiences.values().stream().findFirst();
    }
    return Origin.of(target).map(audiences::get);
  }

  private boolean namesTenant(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return (lower.contains("tenant") || lower.contains("leasehold")) && !kept.contains(lower);
  }

  private List<String> strippedBaggage(List<String> values) {
    Tenant tenant = TenantContext.current().orElse(null);
    return values.stream()
        .map(value -> BaggageFilter.without(value, this::namesTenant, tenant))
        .flatMap(Optional::stream)
        .toList();
  }

  private String signed(Tenant tenant, String audience) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return TenantHeader.write(
        keys.get().signing(), tenant.id(), audience, now, LIFETIME.toSeconds(), RandomText.next());
  }

  /** Settings. Not thread-safe. */
  public static final class Builder {

    private final Supplier<PropagationKeys> keys;
    private final Map<Origin, String> audiences = new HashMap<>();
    private final Set<String> kept = new HashSet<>();
    private Clock clock = Clock.systemUTC();

    private Builder(Supplier<PropagationKeys> keys) {
      this.keys = Objects.requireNonNull(keys, "keys");
    }

    /**
     * Puts a host on the list.
     *
     * @param origin {@code https://} with the exact host, and the port if it is not 443
     * @param audience what the service there calls itself
     * @throws IllegalArgumentException if the origin is something else, or the audience malformed
     */
    public Builder allow(String origin, String audience) {
      return put(origin, audience, true);
    }

    /**
     * Puts a host on the list that is reached by plain http, for instance on loopback or where a
     * service mesh encrypts: whoever can listen there can use a header for a minute.
     *
     * @throws IllegalArgumentException as {@link #allow} does
     */
    public Builder allowUnencrypted(String origin, String audience) {
      return put(origin, audience, false);
    }

    private Builder put(String origin, String audience, boolean encrypted) {
      URI address = URI.create(origin);
      Origin found =
          Origin.of(address)
              .filter(known -> known.isEncrypted() == encrypted)
              .filter(known -> address.getRawUserInfo() == null)
              .filter(known -> address.getRawQuery() == null && address.getRawFragment() == null)
              .filter(known -> address.getRawPath().isEmpty())
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "an origin is " + (encrypted ? "https" : "http") + "://host[:port]"));
      audiences.put(found, TenantEnvelope.requireAudience(audience));
      return this;
    }

    /**
     * Sends a header on although its name has "tenant" in it, because it is another system's
     * tenant.
     *
     * @throws IllegalArgumentException if it is this library's own
     */
    public Builder keep(String headerName) {
      if (headerName.equalsIgnoreCase(HEADER)) {
        throw new IllegalArgumentException(HEADER + " is written anew for each request");
      }
      kept.add(headerName.toLowerCase(Locale.ROOT));
      return this;
    }

    /** Another clock than the system's. */
    public Builder clock(Clock newClock) {
      this.clock = Objects.requireNonNull(newClock, "clock");
      return this;
    }

    /** The headers. */
    public TenantHeaders build() {
      return buildWith(Set.of(Guard.values()));
    }

    TenantHeaders buildWith(Set<Guard> guards) {
      return new TenantHeaders(this, Set.copyOf(guards));
    }
  }
}
