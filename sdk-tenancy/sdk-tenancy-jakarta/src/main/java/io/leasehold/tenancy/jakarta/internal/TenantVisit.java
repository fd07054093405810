package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.jakarta.TenantFilterSettings;
import io.leasehold.tenancy.problem.Problem;
import io.leasehold.tenancy.problem.TenantProblems;
import io.leasehold.tenancy.resolution.TenantDecision;
import io.leasehold.tenancy.token.VerifiedToken;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * What was decided for one request, kept in it, so that it is decided once.
 *
 * @param outcome what
 * @param settings by which it was decided
 */
public record TenantVisit(Outcome outcome, TenantFilterSettings settings) {

  private static final String ATTRIBUTE = TenantVisit.class.getName();

  /** What becomes of a request at the edge. */
  public sealed interface Outcome {}

  /** Belongs to no tenant, is not looked at. */
  public record Exempt() implements Outcome {}

  /** What the tenant entry said. */
  public record Decided(TenantDecision decision) implements Outcome {}

  /** A browser asks what it may ask; nobody in particular. */
  public record Preflight() implements Outcome {}

  /** The platform's own credential, at a path of the platform. */
  public record OfPlatform(VerifiedToken caller) implements Outcome {}

  /** The edge itself refuses. */
  public record Refused(Problem problem, Duration retryAfter) implements Outcome {}

  /** What was decided for the request, if the filter has seen it. */
  public static Optional<TenantVisit> of(HttpServletRequest request) {
    return Optional.ofNullable((TenantVisit) request.getAttribute(ATTRIBUTE));
  }

  /** Keeps this in the request. */
  public void keepIn(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /** What the tenant entry said, if it was asked. */
  public Optional<TenantDecision> decision() {
    return outcome instanceof Decided decided ? Optional.of(decided.decision()) : Optional.empty();
  }

  /** Why the request goes no further, if it does not. */
  public Optional<Refused> refusal() {
    if (outcome instanceof Refused refused) {
      return Optional.of(refused);
    }
    return decision()
        .flatMap(
            decision ->
                TenantProblems.of(decision)
                    .map(problem -> new Refused(problem, retryAfter(decision))));
  }

  /** The tenant whose member was let in. */
  public Optional<Tenant> admitted() {
    return decision()
        .filter(TenantDecision.Admitted.class::isInstance)
        .map(TenantDecision.Admitted.class::cast)
        .map(TenantDecision.Admitted::tenant);
  }

  /** Whether the caller is nobody in particular. */
  public boolean isAnonymous() {
    return decision().filter(TenantDecision.Anonymous.class::isInstance).isPresent();
  }

  /** The scope that the request runs in; empty on an exempt path and for a refused request. */
  public Optional<TenantScope> scope() {
    if (outcome instanceof OfPlatform) {
      return Optional.of(new TenantScope.Platform("a request of an operator"));
    }
    TenantDecision decision = decision().orElse(null);
    if (decision instanceof TenantDecision.Admitted admitted) {
      return Optional.of(admitted.scope());
    }
    return outcome instanceof Preflight || isAnonymous()
        ? Optional.of(new TenantScope.Public())
        : Optional.empty();
  }

  /** The tenant of the host, whoever the caller is. */
  public Optional<Tenant> hostTenant() {
    return decision().orElse(null) instanceof TenantDecision.Anonymous anonymous
        ? anonymous.hostTenant()
        : admitted();
  }

  private static Duration retryAfter(TenantDecision decision) {
    return decision instanceof TenantDecision.Unavailable unavailable
        ? unavailable.retryAfter()
        : Duration.ZERO;
  }
}
