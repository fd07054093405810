package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.problem.Problem;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/**
 * Gives the errors of JAX-RS itself (no such resource, wrong method, wrong media type) a problem
 * document. An answer that already has a body, or is no error, stays as it is. An application's own
 * mapper comes first.
 */
@Provider
@Priority(Priorities.USER + 1_000)
public class HttpErrorMapper implements ExceptionMapper<WebApplicationException> {

  @Override
  public Response toResponse(WebApplicationException exception) {
    Response response = exception.getResponse();
    if (response.getStatus() < 400 || response.hasEntity()) {
      return response;
    }
    // The reason phrase and nothing of the exception: its message may quote the request.
    String title = response.getStatusInfo().getReasonPhrase();
    Problem problem =
        Problem.of(
            response.getStatus(),
            "LH-HTTP-" + response.getStatus(),
            title,
            "The request cannot be answered: " + title + ".");
    return Response.fromResponse(response)
        .type(MediaType.valueOf(Problem.MEDIA_TYPE))
        .entity(problem.toJson())
        .build();
  }
}
