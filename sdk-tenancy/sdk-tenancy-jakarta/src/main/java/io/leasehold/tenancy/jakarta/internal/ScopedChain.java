package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantScopes;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The rest of the filter chain, run in the scope of a visit. */
@FunctionalInterface
public interface ScopedChain {

  /** The rest. */
  void run() throws IOException, ServletException;

  /** Runs it in the visit's scope, or in none. */
  static void run(TenantVisit visit, ScopedChain rest) throws IOException, ServletException {
    Optional<TenantScope> scope = visit.scope();
    if (scope.isEmpty()) {
      rest.run();
      return;
    }
    Callable<Boolean> work =
        () -> {
          rest.run();
          return true;
        };
    try {
      TenantScopes.call(
          scope.get(),
          () ->
              visit.outcome() instanceof TenantVisit.OfPlatform platform
                  ? PlatformCaller.call(platform.caller(), work)
                  : work.call());
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }
}
