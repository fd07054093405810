package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.jakarta.internal.Doorway;
import io.leasehold.tenancy.jakarta.internal.EdgeProblems;
import io.leasehold.tenancy.jakarta.internal.FrontDoor;
import io.leasehold.tenancy.jakarta.internal.RequestPaths;
import io.leasehold.tenancy.jakarta.internal.RestProblem;
import io.leasehold.tenancy.jakarta.internal.RuleReading;
import io.leasehold.tenancy.jakarta.internal.TenantVisit;
import io.leasehold.tenancy.problem.Problem;
import io.leasehold.tenancy.problem.TenantProblems;
import io.leasehold.tenancy.resolution.TenantCandidate;
import io.leasehold.tenancy.resolution.TrustLevel;
import io.leasehold.tenancy.token.VerifiedToken;
import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks what only JAX-RS knows: that the caller is one for whom the resource says that it runs
 * ({@link TenantRequired}, {@link TenantOptional}, {@link PlatformScoped}, {@link CrossTenant}),
 * that a part of the request which names the tenant ({@link TenantFrom}) agrees with it, and that
 * the path as JAX-RS reads it is no more protected than {@link TenantFilter} took it for. Refuses
 * everything if that filter has not run.
 *
 * <p>It runs after authentication and before authorization.
 */
@Provider
@Priority(TenantRouteFilter.PRIORITY)
public class TenantRouteFilter implements ContainerRequestFilter {

  /** Between {@code Priorities.AUTHENTICATION} and {@code Priorities.AUTHORIZATION}. */
  public static final int PRIORITY = 1_500;

  private static final Logger LOG = LoggerFactory.getLogger(TenantRouteFilter.class);

  @Context private @Nullable HttpServletRequest request;
  @Context private @Nullable ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext context) {
    problem(context).ifPresent(problem -> context.abortWith(RestProblem.response(problem)));
  }

  private Optional<Problem> problem(ContainerRequestContext context) {
    Optional<TenantVisit> visit = Optional.ofNullable(request).flatMap(TenantVisit::of);
    if (visit.isEmpty()) {
      return Optional.of(EdgeProblems.NO_FILTER);
    }
    if (visit.get().outcome() instanceof TenantVisit.Preflight
        && context.getMethod().equals("OPTIONS")) {
      return Optional.empty();
    }
    return byRule(visit.get(), context)
        .or(() -> byStatus(visit.get(), context))
        .or(() -> byAgreement(visit.get(), context));
  }

  private Optional<Problem> byRule(TenantVisit visit, ContainerRequestContext context) {
    TenantRule rule = rule();
    if (visit.outcome() instanceof TenantVisit.OfPlatform platform) {
      return ofPlatform(rule, platform.caller());
    }
    if (rule.isPlatforms()) {
      return Optional.of(
          visit.isAnonymous() ? TenantProblems.NO_TOKEN : EdgeProblems.PLATFORM_ONLY);
    }
    Doorway door = rule instanceof TenantRule.Unsaid ? doorway(visit, context) : Doorway.PUBLIC;
    if (door == Doorway.PLATFORM && visit.admitted().isPresent()) {
      return Optional.of(EdgeProblems.PLATFORM_ONLY);
    }
    boolean needsSomebody =
        rule instanceof TenantRule.Required
            || door == Doorway.PROTECTED
            || door == Doorway.PLATFORM;
    return needsSomebody && visit.admitted().isEmpty()
        ? Optional.of(TenantProblems.NO_TOKEN)
        : Optional.empty();
  }

  private Optional<Problem> ofPlatform(TenantRule rule, VerifiedToken caller) {
    if (rule instanceof TenantRule.OfPlatform) {
      return Optional.empty();
    }
    if (rule instanceof TenantRule.AcrossTenants across) {
      return Collections.disjoint(caller.roles(), across.roles())
          ? Optional.of(EdgeProblems.CROSS_TENANT_REFUSED)
          : Optional.empty();
    }
    LOG.error("{} is below a platform path and not @PlatformScoped", resource);
    return Optional.of(EdgeProblems.UNCLEAR_RESOURCE);
  }

  // The path as JAX-RS reads it: the last part of the base address and what is below. What other
  // resources say does not open this one.
  private Doorway doorway(TenantVisit visit, ContainerRequestContext context) {
    return visit.outcome() instanceof TenantVisit.Exempt
        ? Doorway.EXEMPT
        : paths(context.getUriInfo()).doorway(visit.settings()::doorway);
  }

  // A filter before this one may have made another method of it.
  private static Optional<Problem> byStatus(TenantVisit visit, ContainerRequestContext context) {
    return visit
        .admitted()
        .filter(tenant -> !FrontDoor.mayUse(tenant, context.getMethod()))
        .map(tenant -> EdgeProblems.READ_ONLY);
  }

  private Optional<Problem> byAgreement(TenantVisit visit, ContainerRequestContext context) {
    return visit.outcome() instanceof TenantVisit.Exempt || agrees(context, visit.hostTenant())
        ? Optional.empty()
        : Optional.of(TenantProblems.MISMATCH);
  }

  private TenantRule rule() {
    Class<?> type = resource == null ? null : resource.getResourceClass();
    Method method = resource == null ? null : resource.getResourceMethod();
    return type == null || method == null ? new TenantRule.Unsaid() : TenantRule.of(type, method);
  }

  private RequestPaths paths(UriInfo uri) {
    String contextPath = request == null ? "" : request.getContextPath();
    String base = uri.getBaseUri().getPath().substring(contextPath.length());
    return RequestPaths.of(base + "/" + uri.getPath(), base + "/" + uri.getPath(false));
  }

  private boolean agrees(ContainerRequestContext context, Optional<Tenant> tenant) {
    return partsThatName().stream().allMatch(from -> agrees(context, from, tenant));
  }

  private static boolean agrees(
      ContainerRequestContext context, TenantFrom from, Optional<Tenant> tenant) {
    List<String> values = values(context, from);
    if (values.isEmpty()) {
      return from.optional();
    }
    return values.stream()
        .allMatch(
            value ->
                from.kind().accepts(value)
                    && tenant.filter(candidate(from, value)::names).isPresent());
  }

  private static List<String> values(ContainerRequestContext context, TenantFrom from) {
    UriInfo uri = context.getUriInfo();
    return switch (from.in()) {
      case PATH -> uri.getPathParameters().getOrDefault(from.value(), List.of());
      case QUERY -> uri.getQueryParameters().getOrDefault(from.value(), List.of());
      case HEADER -> context.getHeaders().getOrDefault(from.value(), List.of());
    };
  }

  private static TenantCandidate candidate(TenantFrom from, String value) {
    String source = from.in().name().toLowerCase(Locale.ROOT) + " parameter " + from.value();
    return new TenantCandidate(from.kind(), value, TrustLevel.CLIENT, source);
  }

  private List<TenantFrom> partsThatName() {
    Class<?> type = resource == null ? null : resource.getResourceClass();
    Method method = resource == null ? null : resource.getResourceMethod();
    return type == null || method == null ? List.of() : RuleReading.partsThatName(type, method);
  }
}
