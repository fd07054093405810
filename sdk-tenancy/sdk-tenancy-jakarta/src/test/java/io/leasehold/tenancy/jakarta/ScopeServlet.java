package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantScopes;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Tells the scope that it runs in: on the request's thread, on another, after a dispatch. */
final class ScopeServlet extends HttpServlet {

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String way = String.valueOf(request.getPathInfo());
    if (request.getDispatcherType() == DispatcherType.ASYNC || !way.startsWith("/async")) {
      write(response, scope());
      return;
    }
    AsyncContext async = request.startAsync();
    Runnable onward =
        way.equals("/async/dispatch")
            ? async::dispatch
            : () -> {
              write(response, scope());
              async.complete();
            };
    new Thread(way.equals("/async/wrapped") ? TenantScopes.wrap(onward) : onward).start();
  }

  static String scope() {
    return TenantContext.current()
        .map(Tenant::id)
        .map(id -> "tenant " + id)
        .orElseGet(
            () ->
                TenantContext.scope()
                    .map(scope -> scope.getClass().getSimpleName())
                    .orElse("no scope"));
  }

  private static void write(HttpServletResponse response, String text) {
    try {
      response.setContentType("text/plain");
      response.getWriter().print(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
