package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.jakarta.internal.PathTemplate;
import io.leasehold.tenancy.jakarta.internal.RouteReading;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The JAX-RS resource methods of an application with what they say about their tenant. The tenant
 * filter opens by it what {@link TenantOptional} and {@link PlatformScoped} say; a test walks over
 * it to attack every route that the application has, those of tomorrow included. Immutable.
 *
 * <p>It can open nothing by mistake: {@link TenantRouteFilter} checks again with the method that
 * JAX-RS really chose. What sub-resource locators lead to is not in it and stays closed.
 */
public final class TenantRoutes {

  private static final TenantRoutes NONE = new TenantRoutes(List.of());

  /** A route with its compiled template. */
  private record Compiled(TenantRoute route, PathTemplate template) {

    boolean fits(String method, String path) {
      boolean same =
          route.httpMethod().equals(method)
              || (method.equals("HEAD") && route.httpMethod().equals("GET"));
      return same && template.matches(path);
    }

    // Where two routes fit equally well, the one that opens less counts.
    int openness() {
      if (route.rule().isPlatforms()) {
        return 0;
      }
      return route.rule() instanceof TenantRule.ForEverybody ? 2 : 1;
    }
  }

  private static final Comparator<Compiled> NEAREST_FIRST =
      Comparator.<Compiled>comparingInt(each -> -each.template().literals())
          .thenComparingInt(Compiled::openness);

  private final List<Compiled> routes;

  private TenantRoutes(List<Compiled> routes) {
    this.routes = List.copyOf(routes);
  }

  /** No routes: only settings open and close paths. */
  public static TenantRoutes none() {
    return NONE;
  }

  /**
   * The routes of the resource classes.
   *
   * @param applicationPath where the JAX-RS application is, for instance {@code /api}
   * @param resources classes with {@code @Path}; others are left out
   * @throws IllegalStateException if the annotations of a resource contradict each other
   */
  public static TenantRoutes of(String applicationPath, Collection<Class<?>> resources) {
    return new TenantRoutes(
        resources.stream()
            .flatMap(resource -> RouteReading.of(applicationPath, resource))
            .map(route -> new Compiled(route, PathTemplate.of(route.path())))
            .sorted(NEAREST_FIRST)
            .toList());
  }

  /** These and the others. */
  public TenantRoutes and(TenantRoutes others) {
    return new TenantRoutes(
        Stream.concat(routes.stream(), others.routes.stream()).sorted(NEAREST_FIRST).toList());
  }

  /** All routes. */
  public List<TenantRoute> list() {
    return routes.stream().map(Compiled::route).toList();
  }

  /**
   * The route that a request is most likely for.
   *
   * @param method the HTTP method
   * @param path without the context path, decoded and without matrix parameters
   */
  public Optional<TenantRoute> find(String method, String path) {
    return routes.stream().filter(each -> each.fits(method, path)).findFirst().map(Compiled::route);
  }

  /** How many routes. */
  @Override
  public String toString() {
    return "TenantRoutes[" + routes.size() + "]";
  }
}
