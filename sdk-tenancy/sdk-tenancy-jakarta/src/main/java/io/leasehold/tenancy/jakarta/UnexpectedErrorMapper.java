package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.jakarta.internal.RestProblem;
import io.leasehold.tenancy.problem.Problem;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what nobody else maps: 500 with a number that is in the log as well, and nothing of the
 * exception. An application's own mapper comes first.
 */
@Provider
@Priority(Priorities.USER + 1_000)
public class UnexpectedErrorMapper implements ExceptionMapper<Throwable> {

  private static final Logger LOG = LoggerFactory.getLogger(UnexpectedErrorMapper.class);

  @Override
  public Response toResponse(Throwable failure) {
    UUID number = UUID.randomUUID();
    LOG.error("A request failed, number {}", number, failure);
    return RestProblem.response(
        Problem.of(
            500,
            "LH-HTTP-500",
            "Something went wrong",
            "The service made a mistake; when you report it, give the number " + number + "."));
  }
}
