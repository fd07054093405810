package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.problem.Problem;
import io.leasehold.tenancy.problem.TenantProblems;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** A problem as an HTTP answer. */
public final class ProblemAnswer {

  private ProblemAnswer() {}

  /** Answers the problem, with how long to wait where that belongs to it. */
  public static void write(HttpServletResponse response, Problem problem, Duration retryAfter)
      throws IOException {
    byte[] body = problem.toJson().getBytes(StandardCharsets.UTF_8);
    response.resetBuffer();
    response.setStatus(problem.status());
    headers(problem, retryAfter).forEach(response::setHeader);
    response.setContentType(Problem.MEDIA_TYPE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
    response.flushBuffer();
  }

  /** The headers that belong to the problem, but for its content type. */
  public static Map<String, String> headers(Problem problem, Duration retryAfter) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("Cache-Control", "no-store");
    if (problem.status() == 401 && !problem.equals(TenantProblems.KEY_REJECTED)) {
      headers.put(
          "WWW-Authenticate",
          problem.equals(TenantProblems.TOKEN_REJECTED)
              ? "Bearer error=\"invalid_token\""
              : "Bearer");
    }
    if (problem.status() == 503) {
      headers.put("Retry-After", String.valueOf(Math.max(1, retryAfter.toSeconds())));
    }
    return headers;
  }
}
