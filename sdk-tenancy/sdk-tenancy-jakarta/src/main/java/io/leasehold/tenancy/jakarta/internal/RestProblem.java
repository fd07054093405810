package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.problem.Problem;
import jakarta.ws.rs.core.Response;
import java.time.Duration;

/** A problem as a JAX-RS response. */
public final class RestProblem {

  private RestProblem() {}

  /** The response. */
  public static Response response(Problem problem) {
    return response(problem, Duration.ZERO);
  }

  /** The response, with how long to wait where that belongs to it. */
  public static Response response(Problem problem, Duration retryAfter) {
    Response.ResponseBuilder response =
        Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem.toJson());
    ProblemAnswer.headers(problem, retryAfter).forEach(response::header);
    return response.build();
  }
}
