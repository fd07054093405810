package io.leasehold.tenancy.jakarta;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/** A well-known bad idea: the client says in a header which method it means. */
@Provider
@PreMatching
public class MethodOverride implements ContainerRequestFilter {

  @Override
  public void filter(ContainerRequestContext context) {
    String method = context.getHeaderString("X-HTTP-Method-Override");
    if (method != null) {
      context.setMethod(method);
    }
  }
}
