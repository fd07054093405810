package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.fairness.FairnessProblems;
import io.leasehold.tenancy.fairness.RateLimitHeaders;
import io.leasehold.tenancy.fairness.TenantFairness;
import io.leasehold.tenancy.jakarta.internal.FairnessBeans;
import io.leasehold.tenancy.jakarta.internal.FilterBeans;
import io.leasehold.tenancy.jakarta.internal.ProblemAnswer;
import io.leasehold.tenancy.jakarta.internal.TenantVisit;
import io.leasehold.tenancy.problem.Problem;
import io.leasehold.tenancy.problem.TenantProblems;
import io.leasehold.tenancy.resolution.ClientAddress;
import io.leasehold.tenancy.resolution.TrustedProxies;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a network wait that sent many bad tokens, bad API keys or requests for unknown hosts,
 * before the next one is verified. In front of {@link TenantFilter}, registered by itself; on and
 * off together with {@link TenantFairnessFilter}.
 *
 * <p>Good requests never count, so members behind one address do not lock each other out by working
 * much; one who attacks from there does lock out the others for as long.
 */
public final class FailedRequestsFilter implements Filter {

  // Not "no token": that is what a browser sends whose session is over, and it costs nothing.
  private static final Set<Problem> FAILURES =
      Set.of(
          TenantProblems.TOKEN_REJECTED,
          TenantProblems.KEY_REJECTED,
          TenantProblems.MISMATCH,
          TenantProblems.UNKNOWN_HOST,
          TenantProblems.MALFORMED_HOST);

  private @Nullable TenantFairness fairness;
  private TrustedProxies proxies = TrustedProxies.none();

  /** For the container: takes its parts from CDI. */
  public FailedRequestsFilter() {}

  /** With its parts, where there is no CDI. */
  public FailedRequestsFilter(TenantFairness fairness, TrustedProxies proxies) {
    this.fairness = Objects.requireNonNull(fairness, "fairness");
    this.proxies = Objects.requireNonNull(proxies, "proxies");
  }

  @Override
  public void init(FilterConfig config) {
    if (fairness == null) {
      fairness = FairnessBeans.fairness().orElse(null);
      proxies = fairness == null ? proxies : FilterBeans.settings().trustedProxies();
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
    String client =
        ClientAddress.of(
            http.getRemoteAddr(), proxies, name -> Collections.list(http.getHeaders(name)));
    Duration wait = fairness.waitAfterFailures(client);
    if (wait.isZero()) {
      chain.doFilter(request, response);
      if (isFailure(http)) {
        fairness.failed(client);
      }
    } else {
      HttpServletResponse answer = (HttpServletResponse) response;
      answer.setHeader("Retry-After", RateLimitHeaders.retryAfter(wait));
      ProblemAnswer.write(answer, FairnessProblems.TOO_MANY_FAILURES, wait);
    }
  }

  private static boolean isFailure(HttpServletRequest request) {
    Optional<Problem> refusal =
        TenantVisit.of(request).flatMap(TenantVisit::refusal).map(TenantVisit.Refused::problem);
    return refusal.isPresent() && FAILURES.contains(refusal.get());
  }
}
