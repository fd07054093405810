package io.leasehold.labs.run.api;

import io.leasehold.labs.learner.CurrentLearner;
import io.leasehold.labs.learner.Learner;
import io.leasehold.labs.problem.Conflict;
import io.leasehold.labs.problem.NotFoundHere;
import io.leasehold.labs.run.LabRuns;
import io.leasehold.labs.run.Operation;
import io.leasehold.labs.run.Operations;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Long work: to look at, to follow, to cancel. */
@Path("/operations/{id}")
@Tag(name = "Operations")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@RolesAllowed("learner")
@SuppressWarnings("NullAway.Init") // The container injects.
public class OperationResource {

  @Inject private LabRuns runs;
  @Inject private Operations operations;
  @Inject private OperationViews views;
  @Inject private OperationFeed feed;
  @Inject private CurrentLearner current;

  /** How far it is. */
  @GET
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "getOperation",
      summary = "How far the operation is")
  public OperationView one(@PathParam("id") String id) {
    Learner learner = current.require();
    return views.of(learner, require(learner, id));
  }

  /** How far it is, each time it changes, until it is over. */
  @GET
  @Path("/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "followOperation",
      summary = "Events named operation, each with the operation, until it is over")
  @APIResponse(
      responseCode = "200",
      description = "A stream of events",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = OperationView.class)))
  public void follow(@PathParam("id") String id, @Context SseEventSink sink, @Context Sse sse) {
    Learner learner = current.require();
    feed.open(learner, require(learner, id), current.expiresAt(), sink, sse);
  }

  /** Asks it to stop. */
  @POST
  @Path("/cancel")
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "cancelOperation",
      summary = "Asks the start of a lab to stop and to give back what it has")
  @APIResponse(
      responseCode = "202",
      description = "Asked to stop",
      content = @Content(schema = @Schema(implementation = OperationView.class)))
  public Response cancel(@PathParam("id") String id) {
    Learner learner = current.require();
    Operation operation = require(learner, id);
    if (!operations.cancel(learner, operation)) {
      throw Conflict.operationIsOver();
    }
    return Response.accepted(views.of(learner, operation)).build();
  }

  private Operation require(Learner learner, String id) {
    return runs.operation(learner, Ids.parse(id)).orElseThrow(NotFoundHere::new);
  }
}
