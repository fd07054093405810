package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.resolution.TenantCandidate.Kind;
import io.leasehold.tenancy.resolution.TenantCookies.Worth;
import io.leasehold.tenancy.spi.TenantResolver;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tenant off a cookie. A plain one is a word of the client; a signed one is ours, and so
 * worth as much as the host. Both select, or contradict; neither opens anything without a caller.
 * Immutable and thread-safe.
 */
public final class CookieTenantResolver implements TenantResolver {

  private final String name;
  private final Kind kind;
  private final @Nullable TenantCookies signed;
  private final Clock clock;

  private CookieTenantResolver(
      String name, Kind kind, @Nullable TenantCookies signed, Clock clock) {
    this.name = name;
    this.kind = kind;
    this.signed = signed;
    this.clock = clock;
  }

  /** A resolver of the plain cookie with exactly this name, which holds a slug. */
  public static CookieTenantResolver plain(String name) {
    return plain(name, Kind.SLUG);
  }

  /** A resolver of the plain cookie with exactly this name. */
  public static CookieTenantResolver plain(String name, Kind kind) {
    return new CookieTenantResolver(
        Objects.requireNonNull(name, "name"),
        Objects.requireNonNull(kind, "kind"),
        null,
        Clock.systemUTC());
  }

  /**
   * A resolver of signed cookies. One whose time is over is as good as none, which a browser can
   * have at any time; one that we did not make refuses the request.
   */
  public static CookieTenantResolver signed(TenantCookies cookies) {
    return new CookieTenantResolver(cookies.name(), Kind.ID, cookies, Clock.systemUTC());
  }

  /** The same resolver by another clock. */
  public CookieTenantResolver withClock(Clock other) {
    return new CookieTenantResolver(name, kind, signed, Objects.requireNonNull(other, "other"));
  }

  @Override
  public TenantResolution resolve(RequestSignals signals) {
    List<String> values = signals.cookie(name);
    String source = "cookie " + name;
    if (signed == null) {
      return NamedValue.resolve(values, kind, source);
    }
    if (values.isEmpty()) {
      return TenantResolution.notApplicable();
    }
    TenantCookies.Read read = signed.read(values.get(0), clock.instant());
    if (values.size() > 1 || read.worth() == Worth.FORGED) {
      // Of the client's level, because it is the client's work.
      return TenantResolution.rejected(TrustLevel.CLIENT, source + " is not one of ours");
    }
    return read.tenant()
        .map(id -> new TenantCandidate(kind, id.value(), TrustLevel.INFRASTRUCTURE, source))
        .map(TenantResolution::resolved)
        .orElseGet(TenantResolution::notApplicable);
  }
}
