package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.jakarta.TenantRoutes;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.Path;
import java.util.Set;

/** Finds the routes of an application among the classes that the container gives at its start. */
public final class RouteDiscovery {

  private static final String ATTRIBUTE = RouteDiscovery.class.getName();

  private RouteDiscovery() {}

  /** Keeps the routes of the classes for the filter. */
  public static void discover(Set<Class<?>> classes, ServletContext context) {
    TenantRoutes routes = TenantRoutes.none();
    Set<Class<?>> resources =
        Set.copyOf(classes.stream().filter(type -> type.isAnnotationPresent(Path.class)).toList());
    for (Class<?> type : classes) {
      ApplicationPath path = type.getAnnotation(ApplicationPath.class);
      if (path != null) {
        routes = routes.and(TenantRoutes.of("/" + path.value().replace("/*", ""), resources));
      }
    }
    context.setAttribute(ATTRIBUTE, routes);
  }

  /** What was found. */
  public static TenantRoutes found(ServletContext context) {
    return context.getAttribute(ATTRIBUTE) instanceof TenantRoutes routes
        ? routes
        : TenantRoutes.none();
  }
}
