package io.leasehold.labs.run.api;

import io.leasehold.labs.engine.Engine;
import io.leasehold.labs.learner.CurrentLearner;
import io.leasehold.labs.learner.Learner;
import io.leasehold.labs.problem.BadRequest;
import io.leasehold.labs.problem.Conflict;
import io.leasehold.labs.problem.NotFoundHere;
import io.leasehold.labs.problem.TryAgain;
import io.leasehold.labs.run.EndLab;
import io.leasehold.labs.run.LabRun;
import io.leasehold.labs.run.LabRuns;
import io.leasehold.labs.run.Leases;
import io.leasehold.labs.run.Operation;
import io.leasehold.labs.run.OperationKind;
import io.leasehold.labs.run.RunState;
import io.leasehold.labs.run.Settlement;
import io.leasehold.labs.run.StartLab;
import io.leasehold.provisioning.access.AccessRefusedException;
import io.leasehold.provisioning.access.SignInUnavailableException;
import io.leasehold.provisioning.account.Lease;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** The caller's lab runs: start, look, enter, end. */
@Path("/lab-runs")
@Tag(name = "Lab runs")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@RolesAllowed("learner")
@SuppressWarnings("NullAway.Init") // The container injects.
public class LabRunResource {

  private static final Pattern LAB = Pattern.compile("[A-Za-z0-9._-]{1,100}");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{8,100}");

  private final Clock clock = Clock.systemUTC();

  @Inject private CurrentLearner current;
  @Inject private LabRuns runs;
  @Inject private Settlement settlement;
  @Inject private StartLab starting;
  @Inject private EndLab ending;
  @Inject private OperationViews views;
  @Inject private Engine engine;
  @Inject private Leases leases;
  @Context private UriInfo addresses;

  /** Starts a lab. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "startLab",
      summary = "Starts a lab; the same Idempotency-Key starts it once")
  @APIResponse(
      responseCode = "202",
      description = "Accepted; Location is the operation",
      content = @Content(schema = @Schema(implementation = OperationView.class)))
  public Response start(
      @HeaderParam("Idempotency-Key") @Nullable String key, @Nullable StartRequest request) {
    if (key == null || !KEY.matcher(key).matches()) {
      throw BadRequest.idempotencyKey();
    }
    if (request == null || request.labId() == null || !LAB.matcher(request.labId()).matches()) {
      throw BadRequest.labId();
    }
    Learner learner = current.require();
    return accepted(learner, starting.start(learner, request.labId(), key));
  }

  /** All runs. */
  @GET
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "listLabRuns",
      summary = "The caller's lab runs, the newest first")
  public LabRunList all() {
    Learner learner = current.require();
    return new LabRunList(
        runs.all(learner).stream()
            .map(run -> settlement.settle(learner, run))
            .map(run -> view(learner, run))
            .toList());
  }

  /** One run. */
  @GET
  @Path("/{id}")
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "getLabRun",
      summary = "One lab run")
  public LabRunView one(@PathParam("id") String id) {
    Learner learner = current.require();
    return view(learner, require(learner, id));
  }

  /** New credentials for a running lab. */
  @GET
  @Path("/{id}/access")
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "getAccess",
      summary = "New temporary credentials and a console address; never cached")
  @APIResponse(
      responseCode = "200",
      description = "Good until expiresAt",
      content = @Content(schema = @Schema(implementation = AccessView.class)))
  public Response access(@PathParam("id") String id) {
    Learner learner = current.require();
    LabRun run = require(learner, id);
    if (run.state() != RunState.RUNNING) {
      throw Conflict.notRunning();
    }
    Lease lease = leases.of(learner, run).orElseThrow(Conflict::notRunning);
    try {
      return Response.ok(AccessView.of(engine.broker().grant(lease)))
          .header("Cache-Control", "no-store")
          .build();
    } catch (AccessRefusedException over) {
      throw Conflict.notRunning();
    } catch (SignInUnavailableException | SdkException down) {
      throw new TryAgain(down);
    }
  }

  /** Ends a run. */
  @POST
  @Path("/{id}/end")
  @org.eclipse.microprofile.openapi.annotations.Operation(
      operationId = "endLab",
      summary = "Takes access away and gives the account back to be cleaned")
  @APIResponse(
      responseCode = "202",
      description = "Accepted; Location is the operation",
      content = @Content(schema = @Schema(implementation = OperationView.class)))
  public Response end(@PathParam("id") String id) {
    Learner learner = current.require();
    LabRun run = require(learner, id);
    return accepted(learner, ending.end(learner, run.id()));
  }

  private LabRun require(Learner learner, String id) {
    return runs.find(learner, Ids.parse(id))
        .map(run -> settlement.settle(learner, run))
        .orElseThrow(NotFoundHere::new);
  }

  private LabRunView view(Learner learner, LabRun run) {
    UUID operation =
        runs.operation(learner, run.id(), OperationKind.END_LAB)
            .or(() -> runs.operation(learner, run.id(), OperationKind.START_LAB))
            .map(Operation::id)
            .orElseThrow(NotFoundHere::new);
    return LabRunView.of(run, operation, clock.instant());
  }

  private Response accepted(Learner learner, Operation operation) {
    return Response.accepted(views.of(learner, operation))
        .location(addresses.getBaseUriBuilder().path("operations/{id}").build(operation.id()))
        .build();
  }
}
