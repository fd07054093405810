package io.leasehold.labs.problem;

import io.leasehold.tenancy.problem.Problem;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Answers the product's own situations as problem documents. */
@Provider
public class LabsProblemMapper implements ExceptionMapper<LabsException> {

  @Override
  public Response toResponse(LabsException exception) {
    Problem problem =
        Problem.of(exception.status(), exception.code(), exception.title(), exception.detail());
    return Response.status(problem.status())
        .type(MediaType.valueOf(Problem.MEDIA_TYPE))
        .entity(problem.toJson())
        .build();
  }
}
