package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.TenancyException;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.fairness.FairnessProblems;
import io.leasehold.tenancy.fairness.FairnessUnavailableException;
import io.leasehold.tenancy.fairness.RateLimitHeaders;
import io.leasehold.tenancy.fairness.TooManyRequestsException;
import io.leasehold.tenancy.jakarta.internal.EdgeProblems;
import io.leasehold.tenancy.jakarta.internal.RestProblem;
import io.leasehold.tenancy.jakarta.internal.TenantVisit;
import io.leasehold.tenancy.problem.Problem;
import io.leasehold.tenancy.problem.TenantProblems;
import io.leasehold.tenancy.resolution.TenantEntry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the exceptions of this library as problem documents with their codes. */
@Provider
public class TenancyExceptionMapper implements ExceptionMapper<TenancyException> {

  private static final Logger LOG = LoggerFactory.getLogger(TenancyExceptionMapper.class);

  @Context private @Nullable HttpServletRequest request;

  @Override
  public Response toResponse(TenancyException exception) {
    if (exception instanceof TenantRegistryUnavailableException) {
      LOG.warn("A request is answered 503", exception);
      return RestProblem.response(TenantProblems.UNAVAILABLE, TenantEntry.RETRY_AFTER);
    }
    // An anonymous caller has to sign in. For a member a missing scope is our fault: saying 401
    // would send the browser round in circles.
    if (exception instanceof TenantRequiredException && isAnonymous()) {
      return RestProblem.response(TenantProblems.NO_TOKEN);
    }
    if (exception instanceof TooManyRequestsException tooMany) {
      return limited(FairnessProblems.TOO_MANY, tooMany.retryAfter());
    }
    if (exception instanceof FairnessUnavailableException unavailable) {
      return limited(FairnessProblems.UNAVAILABLE, unavailable.retryAfter());
    }
    if (exception instanceof PlatformRequiredException) {
      return RestProblem.response(EdgeProblems.PLATFORM_ONLY);
    }
    if (exception instanceof CrossTenantRoleException) {
      return RestProblem.response(EdgeProblems.CROSS_TENANT_REFUSED);
    }
    LOG.error("A request failed", exception);
    return RestProblem.response(
        Problem.of(500, exception.code(), "Something went wrong", "The service made a mistake."));
  }

  private static Response limited(Problem problem, Duration wait) {
    return Response.fromResponse(RestProblem.response(problem, wait))
        .header("Retry-After", null)
        .header("Retry-After", RateLimitHeaders.retryAfter(wait))
        .build();
  }

  private boolean isAnonymous() {
    return Optional.ofNullable(request)
        .flatMap(TenantVisit::of)
        .filter(TenantVisit::isAnonymous)
        .isPresent();
  }
}
