package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.jakarta.internal.RequestPaths;
import io.leasehold.tenancy.jakarta.internal.RestProblem;
import io.leasehold.tenancy.jakarta.internal.TenantVisit;
import io.leasehold.tenancy.problem.Problem;
import io.leasehold.tenancy.problem.TenantProblems;
import io.leasehold.tenancy.resolution.Route;
import io.leasehold.tenancy.resolution.TenantCandidate;
import io.leasehold.tenancy.resolution.TrustLevel;
import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks what only JAX-RS knows: that a path parameter which names the tenant ({@link TenantFrom})
 * agrees with it, and that the path as JAX-RS reads it is no more protected than {@link
 * TenantFilter} took it for. Refuses everything if that filter has not run.
 *
 * <p>It runs after authentication and before authorization.
 */
@Provider
@Priority(TenantRouteFilter.PRIORITY)
public class TenantRouteFilter implements ContainerRequestFilter {

  /** Between {@code Priorities.AUTHENTICATION} and {@code Priorities.AUTHORIZATION}. */
  public static final int PRIORITY = 1_500;

  static final Problem NO_FILTER =
      Problem.of(
          500,
          "LH-TEN-110",
          "The service is not set up correctly",
          "The tenant filter did not see this request; it has to be in front of every path.");

  @Context private @Nullable HttpServletRequest request;
  @Context private @Nullable ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext context) {
    problem(context).ifPresent(problem -> context.abortWith(RestProblem.response(problem)));
  }

  private Optional<Problem> problem(ContainerRequestContext context) {
    UriInfo uri = context.getUriInfo();
    Optional<TenantVisit> visit = Optional.ofNullable(request).flatMap(TenantVisit::of);
    if (visit.isEmpty()) {
      return Optional.of(NO_FILTER);
    }
    if (visit.get().decision().isEmpty()) {
      return Optional.empty();
    }
    // The last part of the base address and the path below it; the context path is not in settings.
    if (!visit.get().isAdmitted() && visit.get().settings().route(path(uri)) == Route.PROTECTED) {
      return Optional.of(TenantProblems.NO_TOKEN);
    }
    return agrees(context, visit.get().hostTenant())
        ? Optional.empty()
        : Optional.of(TenantProblems.MISMATCH);
  }

  private String path(UriInfo uri) {
    String contextPath = request == null ? "" : request.getContextPath();
    String base = uri.getBaseUri().getPath().substring(contextPath.length());
    String below = uri.getPath();
    return RequestPaths.plain(base + "/" + below);
  }

  private boolean agrees(ContainerRequestContext context, Optional<Tenant> tenant) {
    return Arrays.stream(annotations()).allMatch(from -> agrees(context, from, tenant));
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

  private TenantFrom[] annotations() {
    Method method = resource == null ? null : resource.getResourceMethod();
    TenantFrom[] own =
        method == null ? new TenantFrom[0] : method.getAnnotationsByType(TenantFrom.class);
    Class<?> type = resource == null ? null : resource.getResourceClass();
    return own.length > 0 || type == null ? own : type.getAnnotationsByType(TenantFrom.class);
  }
}
