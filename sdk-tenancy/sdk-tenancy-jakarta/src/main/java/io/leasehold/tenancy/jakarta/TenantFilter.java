package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.jakarta.internal.FilterBeans;
import io.leasehold.tenancy.jakarta.internal.ProblemAnswer;
import io.leasehold.tenancy.jakarta.internal.RequestHosts;
import io.leasehold.tenancy.jakarta.internal.RequestPaths;
import io.leasehold.tenancy.jakarta.internal.RequestToken;
import io.leasehold.tenancy.jakarta.internal.TenantVisit;
import io.leasehold.tenancy.problem.Problem;
import io.leasehold.tenancy.problem.TenantProblems;
import io.leasehold.tenancy.resolution.RequestSignals;
import io.leasehold.tenancy.resolution.RequestSignalsBuilder;
import io.leasehold.tenancy.resolution.TenantDecision;
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
import java.util.Collections;
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
 * <p>Asynchronous requests: the scope is bound to the threads that run the chain. It ends when the
 * chain returns, even if the request goes on; a dispatch by the container ({@code
 * AsyncContext.dispatch}) enters the scope of the original decision again, which holds for the
 * whole request. A thread of its own has no scope, unless the work was wrapped by {@code
 * TenantScopes.wrap} or goes through a managed executor that propagates the type {@code Tenant}.
 */
public final class TenantFilter implements Filter {

  private @Nullable TenantEntry entry;
  private @Nullable TokenVerifier verifier;
  private @Nullable TenantFilterSettings settings;

  /** For the container: takes its parts from CDI. */
  public TenantFilter() {}

  /** With its parts, where there is no CDI. */
  public TenantFilter(TenantEntry entry, TokenVerifier verifier, TenantFilterSettings settings) {
    this.entry = Objects.requireNonNull(entry, "entry");
    this.verifier = Objects.requireNonNull(verifier, "verifier");
    this.settings = Objects.requireNonNull(settings, "settings");
  }

  @Override
  public void init(FilterConfig config) {
    if (entry == null) {
      entry = FilterBeans.entry();
      verifier = FilterBeans.verifier();
      settings = FilterBeans.settings();
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    Optional<TenantVisit> known = TenantVisit.of(http);
    if (known.isEmpty() && http.getDispatcherType() != DispatcherType.REQUEST) {
      // An error page for a request that the container refused before this filter.
      chain.doFilter(request, response);
      return;
    }
    TenantVisit visit = known.orElseGet(() -> visit(http));
    visit.keepIn(http);
    Optional<Problem> problem = visit.decision().flatMap(TenantProblems::of);
    if (problem.isPresent() && http.getDispatcherType() == DispatcherType.REQUEST) {
      ProblemAnswer.to((HttpServletResponse) response, visit.decision().get());
    } else {
      inScope(visit, () -> chain.doFilter(request, response));
    }
  }

  private TenantVisit visit(HttpServletRequest request) {
    TenantFilterSettings mine = Objects.requireNonNull(settings, "init was not called");
    RequestPaths paths = RequestPaths.of(request);
    if (paths.allExempt(mine)) {
      return new TenantVisit(Optional.empty(), mine);
    }
    RequestSignalsBuilder signals =
        RequestSignals.builder()
            .hosts(RequestHosts.of(request, mine.hostFrom()))
            .headers(name -> Collections.list(request.getHeaders(name)))
            .path(request.getRequestURI().substring(request.getContextPath().length()))
            .route(paths.route(mine));
    RequestToken.verify(request, Objects.requireNonNull(verifier)).ifPresent(signals::verification);
    TenantDecision decision = Objects.requireNonNull(entry).decide(signals.build());
    return new TenantVisit(Optional.of(decision), mine);
  }

  private static void inScope(TenantVisit visit, Chain chain) throws IOException, ServletException {
    Optional<TenantScope> scope = visit.scope();
    if (scope.isEmpty()) {
      chain.run();
      return;
    }
    try {
      TenantScopes.call(
          scope.get(),
          () -> {
            chain.run();
            return null;
          });
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  /** The rest of the filter chain. */
  @FunctionalInterface
  private interface Chain {
    void run() throws IOException, ServletException;
  }
}
