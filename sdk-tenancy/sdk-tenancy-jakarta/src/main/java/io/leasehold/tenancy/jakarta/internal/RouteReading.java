package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.jakarta.TenantRoute;
import io.leasehold.tenancy.jakarta.TenantRule;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the routes of a JAX-RS resource class off its annotations. */
public final class RouteReading {

  private RouteReading() {}

  /** The routes. */
  public static Stream<TenantRoute> of(String applicationPath, Class<?> resource) {
    Optional<String> base =
        Declared.types(resource).stream()
            .filter(type -> type.isAnnotationPresent(Path.class))
            .map(type -> type.getAnnotation(Path.class).value())
            .findFirst();
    return base.stream()
        .flatMap(
            path ->
                Arrays.stream(resource.getMethods())
                    .filter(method -> !method.isBridge())
                    .flatMap(method -> route(applicationPath + "/" + path, resource, method)));
  }

  private static Stream<TenantRoute> route(String base, Class<?> resource, Method method) {
    return Declared.versions(resource, method)
        .flatMap(version -> Arrays.stream(version.getAnnotations()))
        .flatMap(annotation -> designator(annotation).stream())
        .findFirst()
        .map(
            httpMethod ->
                new TenantRoute(
                    httpMethod,
                    slashes(base + "/" + ownPath(resource, method)),
                    TenantRule.of(resource, method),
                    resource,
                    method))
        .stream();
  }

  private static Optional<String> designator(Annotation annotation) {
    return Optional.ofNullable(annotation.annotationType().getAnnotation(HttpMethod.class))
        .map(HttpMethod::value);
  }

  private static String ownPath(Class<?> resource, Method method) {
    return Declared.versions(resource, method)
        .filter(version -> version.isAnnotationPresent(Path.class))
        .map(version -> version.getAnnotation(Path.class).value())
        .findFirst()
        .orElse("");
  }

  // One slash at the front and between, none at the end; those inside an expression stay.
  private static String slashes(String path) {
    StringBuilder joined = new StringBuilder("/");
    int depth = 0;
    for (int at = 0; at < path.length(); at++) {
      char each = path.charAt(at);
      depth += each == '{' ? 1 : each == '}' ? -1 : 0;
      boolean twice = each == '/' && joined.charAt(joined.length() - 1) == '/';
      if (depth > 0 || !twice) {
        joined.append(each);
      }
    }
    boolean ends = joined.length() > 1 && joined.charAt(joined.length() - 1) == '/';
    return ends ? joined.substring(0, joined.length() - 1) : joined.toString();
  }
}
