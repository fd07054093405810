package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.token.TokenVerifier;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What Jakarta Security does around a mechanism, for a container that has none: asks it, and makes
 * the caller that it names the principal of the request.
 */
final class ContainerAuthentication extends HttpFilter {

  private static final String LEFT = "left";

  private final transient TenantAuthenticationMechanism mechanism =
      new TenantAuthenticationMechanism() {};

  /** Counts to zero when the container's thread has left the request. */
  static CountDownLatch departure(HttpServletRequest request) {
    return (CountDownLatch) request.getAttribute(LEFT);
  }

  /** Waits; events from another thread before that make RESTEasy and Tomcat block each other. */
  static void await(CountDownLatch departure) {
    try {
      if (!departure.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the container's thread does not leave");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  ContainerAuthentication(TokenVerifier verifier, TenantFilterParts parts) {
    mechanism.verifyWith(verifier);
    mechanism.acceptKeysOf(new OneInstance<>(parts.apiKeys()));
  }

  /** A caller that the mechanism told the container about. */
  record Caller(Principal principal, Set<String> groups) {}

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getDispatcherType() != DispatcherType.REQUEST) {
      chain.doFilter(request, response);
      return;
    }
    // What a container would tell of the TLS connection.
    request.setAttribute("test.sni", request.getHeader("Test-Sni"));
    AtomicReference<Caller> caller = new AtomicReference<>();
    // A servlet under this path stands for one with a security constraint.
    boolean constrained = request.getServletPath().startsWith("/constrained");
    try {
      AuthenticationStatus status =
          mechanism.validateRequest(request, response, context(caller, constrained));
      if (status == AuthenticationStatus.SEND_FAILURE && constrained) {
        return;
      }
    } catch (AuthenticationException e) {
      throw new ServletException(e);
    }
    CountDownLatch left = new CountDownLatch(1);
    request.setAttribute(LEFT, left);
    try {
      chain.doFilter(caller.get() == null ? request : as(request, caller.get()), response);
    } finally {
      left.countDown();
    }
  }

  private static HttpMessageContext context(AtomicReference<Caller> caller, boolean constrained) {
    return (HttpMessageContext)
        Proxy.newProxyInstance(
            HttpMessageContext.class.getClassLoader(),
            new Class<?>[] {HttpMessageContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "isProtected" -> constrained;
                  case "doNothing" -> AuthenticationStatus.NOT_DONE;
                  case "notifyContainerAboutLogin" -> {
                    @SuppressWarnings("unchecked")
                    Set<String> groups = (Set<String>) arguments[1];
                    caller.set(new Caller((Principal) arguments[0], groups));
                    yield AuthenticationStatus.SUCCESS;
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static HttpServletRequest as(HttpServletRequest request, Caller caller) {
    return new HttpServletRequestWrapper(request) {
      @Override
      public Principal getUserPrincipal() {
        return caller.principal();
      }

      @Override
      public boolean isUserInRole(String role) {
        return caller.groups().contains(role);
      }
    };
  }
}
