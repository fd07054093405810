package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.jakarta.internal.PathTemplate;
import java.lang.reflect.Method;
import java.util.Objects;

/**
 * One JAX-RS resource method, as an HTTP client sees it. Immutable.
 *
 * @param httpMethod for instance {@code GET}
 * @param path its template without the context path, for instance <code>/api/labs/{id}</code>
 * @param rule on whose behalf it runs
 * @param resource the class that has it
 * @param handler the method
 */
public record TenantRoute(
    String httpMethod, String path, TenantRule rule, Class<?> resource, Method handler) {

  /** Requires all. */
  public TenantRoute {
    Objects.requireNonNull(httpMethod, "httpMethod");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(resource, "resource");
    Objects.requireNonNull(handler, "handler");
  }

  /** The path with the value in place of each of its parameters: an address for a test. */
  public String pathWith(String value) {
    return PathTemplate.of(path).filledWith(value);
  }

  /** Method and path. */
  @Override
  public String toString() {
    return httpMethod + " " + path;
  }
}
