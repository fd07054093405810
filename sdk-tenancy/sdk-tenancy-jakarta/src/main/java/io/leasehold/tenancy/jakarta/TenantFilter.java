package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.jakarta.internal.AsyncEnd;
import io.leasehold.tenancy.jakarta.internal.FilterBeans;
import io.leasehold.tenancy.jakarta.internal.FrontDoor;
import io.leasehold.tenancy.jakarta.internal.GuardedRequest;
import io.leasehold.tenancy.jakarta.internal.GuardedResponse;
import io.leasehold.tenancy.jakarta.internal.ProblemAnswer;
import io.leasehold.tenancy.jakarta.internal.RouteDiscovery;
import io.leasehold.tenancy.jakarta.internal.RunningRequest;
import io.leasehold.tenancy.jakarta.internal.ScopedChain;
import io.leasehold.tenancy.jakarta.internal.TenantVisit;
import io.leasehold.tenancy.resolution.TenantEntry;
import io.leasehold.tenancy.token.TokenVerifier;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of the whole application: decides once per request whose tenant's it is, answers
 * what may not enter with a problem document, and runs the rest of the chain in the scope: the
 * tenant's for a member, the public one for anybody else. Registered by itself for every path.
 *
 * <p>A bad token is refused wherever it is sent, pages that need none included.
 *
 * <p>A tenant that may only read is refused every HTTP method that changes something. A request
 * that runs while its tenant is shut out is cut off: nothing more is sent to it, event streams end.
 * What is sent to a tenant is private to it in every cache unless the application says otherwise. A
 * CORS preflight is nobody's and goes on to the application's CORS.
 *
 * <p>Asynchronous requests: the scope is bound to the threads that run the chain. It ends when the
 * chain returns, even if the request goes on; a dispatch by the container ({@code
 * AsyncContext.dispatch}) enters the scope of the original decision again, which holds for the
 * whole request. A thread of its own has no scope, unless the work was wrapped by {@code
 * TenantScopes.wrap} or goes through a managed executor that propagates the type {@code Tenant}.
 */
public final class TenantFilter implements Filter {

  private @Nullable TenantFilterParts parts;
  private @Nullable FrontDoor door;

  /** For the container: takes its parts from CDI. */
  public TenantFilter() {}

  /** With its parts, where there is no CDI. */
  public TenantFilter(TenantFilterParts parts) {
    use(parts);
  }

  /** With the parts that every filter has, where there is no CDI. */
  public TenantFilter(TenantEntry entry, TokenVerifier verifier, TenantFilterSettings settings) {
    this(TenantFilterParts.of(entry, verifier, settings));
  }

  @Override
  public void init(FilterConfig config) {
    TenantFilterParts mine = parts == null ? FilterBeans.parts() : parts;
    TenantRoutes found = RouteDiscovery.found(config.getServletContext());
    use(mine.withSettings(mine.settings().withRoutes(mine.settings().routes().and(found))));
  }

  private void use(TenantFilterParts newParts) {
    this.parts = newParts;
    this.door = new FrontDoor(newParts);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    Optional<TenantVisit> known = TenantVisit.of(http);
    if (known.isPresent()) {
      again(known.get(), http, answer, chain);
    } else if (http.getDispatcherType() == DispatcherType.REQUEST) {
      first(http, answer, chain);
    } else {
      // An error page for a request that the container refused before this filter.
      chain.doFilter(request, response);
    }
  }

  private void first(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    TenantFilterParts mine = Objects.requireNonNull(parts, "init was not called");
    long moment = mine.running().moment();
    TenantVisit visit = Objects.requireNonNull(door).visit(request);
    visit.keepIn(request);
    mine.listener().decided(visit);
    Optional<TenantVisit.Refused> refusal = visit.refusal();
    if (refusal.isPresent()) {
      ProblemAnswer.write(response, refusal.get().problem(), refusal.get().retryAfter());
      return;
    }
    Optional<Tenant> tenant = visit.admitted();
    if (tenant.isEmpty()) {
      ScopedChain.run(visit, () -> chain.doFilter(request, response));
      return;
    }
    RunningRequest running = new RunningRequest(tenant.get().id(), response, mine.running());
    mine.running().add(running, moment);
    running.keepIn(request);
    guarded(running, visit, request, response, chain);
  }

  // An asynchronous request that comes back, or an error page.
  private void again(
      TenantVisit visit,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    Optional<RunningRequest> running = RunningRequest.of(request);
    if (running.isPresent()) {
      guarded(running.get(), visit, request, response, chain);
    } else {
      ScopedChain.run(visit, () -> chain.doFilter(request, response));
    }
  }

  private static void guarded(
      RunningRequest running,
      TenantVisit visit,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    GuardedResponse guarded = GuardedResponse.around(response, running);
    GuardedRequest asking = new GuardedRequest(request, guarded);
    try {
      if (!running.isCut()) {
        ScopedChain.run(visit, () -> chain.doFilter(asking, guarded));
      }
    } catch (IOException | ServletException | RuntimeException failure) {
      if (!running.isCut()) {
        running.forget();
        throw failure;
      }
      // Whatever went wrong after that does not matter any more; end() answers.
    }
    if (request.isAsyncStarted()) {
      AsyncEnd.listen(request, running);
    } else {
      running.end();
    }
  }
}
