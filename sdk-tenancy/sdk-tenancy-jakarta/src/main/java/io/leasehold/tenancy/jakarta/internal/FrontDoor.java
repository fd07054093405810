package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.apikey.ApiKeyVerification;
import io.leasehold.tenancy.jakarta.TenantFilterParts;
import io.leasehold.tenancy.jakarta.TenantFilterSettings;
import io.leasehold.tenancy.jakarta.internal.TenantVisit.Outcome;
import io.leasehold.tenancy.problem.Problem;
import io.leasehold.tenancy.problem.TenantProblems;
import io.leasehold.tenancy.resolution.RequestSignals;
import io.leasehold.tenancy.resolution.RequestSignalsBuilder;
import io.leasehold.tenancy.resolution.Route;
import io.leasehold.tenancy.resolution.TenantDecision;
import io.leasehold.tenancy.token.TokenVerification;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Decides what becomes of a request: reads its signals, and asks the tenant entry. */
public final class FrontDoor {

  private final TenantFilterParts parts;
  private final TenantFilterSettings settings;
  private final BiPredicate<Tenant, String> mayUse;

  /** A door made of the parts. */
  public FrontDoor(TenantFilterParts parts) {
    this(parts, FrontDoor::mayUse);
  }

  private FrontDoor(TenantFilterParts parts, BiPredicate<Tenant, String> mayUse) {
    this.parts = parts;
    this.settings = parts.settings();
    this.mayUse = mayUse;
  }

  /** Only for tests that show what happens without it. */
  FrontDoor withoutLookAtTheMethod() {
    return new FrontDoor(parts, (tenant, method) -> true);
  }

  /** What becomes of the request. */
  public TenantVisit visit(HttpServletRequest request) {
    Doorway doorway = RequestPaths.of(request).doorway(settings, HttpMethods.wanted(request));
    return new TenantVisit(outcome(request, doorway), settings);
  }

  private Outcome outcome(HttpServletRequest request, Doorway doorway) {
    if (doorway == Doorway.EXEMPT) {
      return new TenantVisit.Exempt();
    }
    Optional<TokenVerification> token = parts.tokens().verify(request);
    Optional<ApiKeyVerification> key =
        parts.apiKeys().flatMap(keys -> RequestApiKey.verify(request, keys));
    boolean preflight = HttpMethods.isPreflight(request) && token.isEmpty() && key.isEmpty();
    RequestSignalsBuilder builder =
        signals(request).route(isPublic(doorway, preflight) ? Route.PUBLIC : Route.PROTECTED);
    token.ifPresent(builder::verification);
    key.ifPresent(builder::apiKey);
    RequestSignals signals = builder.build();
    if (ServerNameIndication.contradicts(request, signals.host(), settings)) {
      return refused(EdgeProblems.MISDIRECTED);
    }
    if (doorway == Doorway.PLATFORM) {
      return preflight ? new TenantVisit.Preflight() : platform(signals, token);
    }
    TenantDecision decision = parts.entry().decide(signals);
    if (preflight && decision instanceof TenantDecision.Anonymous) {
      return new TenantVisit.Preflight();
    }
    return decision instanceof TenantDecision.Admitted admitted
            && !mayUse.test(admitted.tenant(), request.getMethod())
        ? refused(EdgeProblems.READ_ONLY)
        : new TenantVisit.Decided(decision);
  }

  /** Whether the tenant may use the HTTP method now. */
  public static boolean mayUse(Tenant tenant, String method) {
    return tenant.status() != TenantStatus.READ_ONLY || HttpMethods.isSafe(method);
  }

  // No tenant is asked for: a token of the platform's issuers has none, and opens nothing else.
  private Outcome platform(RequestSignals signals, Optional<TokenVerification> token) {
    if (signals.host().isEmpty()) {
      return refused(TenantProblems.MALFORMED_HOST);
    }
    TokenVerification outcome = token.orElse(null);
    if (outcome instanceof TokenVerification.Verified verified) {
      return settings.platformIssuers().contains(verified.token().issuer())
          ? new TenantVisit.OfPlatform(verified.token())
          : refused(EdgeProblems.PLATFORM_ONLY);
    }
    if (outcome instanceof TokenVerification.Unavailable unavailable) {
      return new TenantVisit.Refused(TenantProblems.UNAVAILABLE, unavailable.retryAfter());
    }
    return refused(outcome == null ? TenantProblems.NO_TOKEN : TenantProblems.TOKEN_REJECTED);
  }

  private RequestSignalsBuilder signals(HttpServletRequest request) {
    return RequestSignals.builder()
        .headers(name -> Collections.list(request.getHeaders(name)))
        // The container knows more than the header: "GET http://other/ HTTP/1.1", ":authority".
        .authority(request.getServerName())
        .peer(request.getRemoteAddr())
        .trustedProxies(settings.trustedProxies())
        .path(request.getRequestURI().substring(request.getContextPath().length()));
  }

  // Neither is asked of a platform path; what only the host says is.
  private static boolean isPublic(Doorway doorway, boolean preflight) {
    return doorway == Doorway.PUBLIC || preflight;
  }

  private static Outcome refused(Problem problem) {
    return new TenantVisit.Refused(problem, Duration.ZERO);
  }
}
