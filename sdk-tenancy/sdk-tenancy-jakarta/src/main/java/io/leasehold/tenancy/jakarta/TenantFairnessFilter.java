package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.fairness.Admission;
import io.leasehold.tenancy.fairness.AnonymousCaller;
import io.leasehold.tenancy.fairness.FairnessProblems;
import io.leasehold.tenancy.fairness.Permit;
import io.leasehold.tenancy.fairness.RateLimitHeaders;
import io.leasehold.tenancy.fairness.TenantFairness;
import io.leasehold.tenancy.jakarta.internal.EdgeProblems;
import io.leasehold.tenancy.jakarta.internal.FairnessBeans;
import io.leasehold.tenancy.jakarta.internal.PermitEnd;
import io.leasehold.tenancy.jakarta.internal.ProblemAnswer;
import io.leasehold.tenancy.jakarta.internal.TenantVisit;
import io.leasehold.tenancy.problem.Problem;
import io.leasehold.tenancy.resolution.ClientAddress;
import io.leasehold.tenancy.resolution.TenantEntry;
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
import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers 429 to what is more than a tenant's tier allows, and tells in {@code RateLimit} headers
 * how much is left. Behind {@link TenantFilter}, registered by itself for every path; it does
 * nothing in an application that has neither a bean of type {@link TenantFairness} nor the setting
 * {@code leasehold.fairness.rate}.
 *
 * <p>A member is counted as its verified tenant, whatever else the request says; anybody else by
 * host and network. Exempt paths and the platform's own are not counted. A request takes its place
 * until it is over, its asynchronous part included.
 */
public final class TenantFairnessFilter implements Filter {

  private @Nullable TenantFairness fairness;

  /** For the container: takes its part from CDI. */
  public TenantFairnessFilter() {}

  /** With its part, where there is no CDI. */
  public TenantFairnessFilter(TenantFairness fairness) {
    this.fairness = Objects.requireNonNull(fairness, "fairness");
  }

  @Override
  public void init(FilterConfig config) {
    if (fairness == null) {
      fairness = FairnessBeans.fairness().orElse(null);
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (fairness == null || request.getDispatcherType() != DispatcherType.REQUEST) {
      chain.doFilter(request, response);
      return;
    }
    HttpServletRequest http = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    Optional<TenantVisit> visit = TenantVisit.of(http);
    if (visit.isEmpty()) {
      // Nobody has verified whose request it is, so nobody can be charged with it.
      ProblemAnswer.write(answer, EdgeProblems.NO_FILTER, Duration.ZERO);
    } else if (visit.get().outcome() instanceof TenantVisit.Exempt
        || visit.get().outcome() instanceof TenantVisit.OfPlatform) {
      chain.doFilter(request, response);
    } else {
      limited(admission(fairness, visit.get(), http), http, answer, chain);
    }
  }

  private static Admission admission(
      TenantFairness fairness, TenantVisit visit, HttpServletRequest request) {
    try {
      Optional<Tenant> member = visit.admitted();
      return member.isPresent()
          ? fairness.admit(member.get())
          : fairness.admit(AnonymousCaller.of(visit.hostTenant(), client(visit, request)));
    } catch (TenantRegistryUnavailableException outage) {
      // The limits of the tenant are in its settings, and these cannot be read.
      return new Admission.Unavailable(TenantEntry.RETRY_AFTER);
    }
  }

  private static String client(TenantVisit visit, HttpServletRequest request) {
    return ClientAddress.of(
        request.getRemoteAddr(),
        visit.settings().trustedProxies(),
        name -> Collections.list(request.getHeaders(name)));
  }

  private static void limited(
      Admission admission,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    RateLimitHeaders.of(admission).forEach(response::setHeader);
    if (admission instanceof Admission.Admitted admitted) {
      run(admitted.permit(), request, response, chain);
      return;
    }
    Problem problem = FairnessProblems.of(admission).orElse(FairnessProblems.UNAVAILABLE);
    Duration wait =
        admission instanceof Admission.Unavailable unavailable
            ? unavailable.retryAfter()
            : Duration.ZERO;
    ProblemAnswer.write(response, problem, wait);
  }

  private static void run(
      Permit permit, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean goesOn = false;
    try {
      chain.doFilter(request, response);
      goesOn = request.isAsyncStarted() && PermitEnd.follows(request, permit);
    } finally {
      if (!goesOn) {
        permit.close();
      }
    }
  }
}
