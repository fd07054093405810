package io.leasehold.labs.catalogue;

import io.leasehold.labs.cloud.TenantContent;
import io.leasehold.labs.engine.Engine;
import io.leasehold.labs.learner.CurrentLearner;
import io.leasehold.labs.problem.NotFoundHere;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The catalogue of the tenant. */
@Path("/labs")
@Tag(name = "Catalogue")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@RolesAllowed("learner")
@SuppressWarnings("NullAway.Init") // The container injects.
public class CatalogueResource {

  @Inject private Labs labs;
  @Inject private TenantContent content;
  @Inject private ActiveRuns runs;
  @Inject private CurrentLearner learner;
  @Inject private Engine engine;

  /** All labs. */
  @GET
  @Operation(operationId = "listLabs", summary = "What the tenant offers")
  public LabList all() {
    Map<String, String> active = runs.byLab(learner.require());
    Availability availability = Availability.of(engine.pool().status());
    return new LabList(
        labs.all().stream()
            .map(lab -> LabView.of(lab, availability, active.get(lab.name()), null))
            .toList());
  }

  /** One lab with its guide. */
  @GET
  @Path("/{id}")
  @Operation(operationId = "getLab", summary = "One lab with its guide")
  public LabView one(@PathParam("id") String id) {
    Lab lab = labs.find(id).orElseThrow(NotFoundHere::new);
    String guide = content.read(lab.description().guideKey()).orElse("");
    Map<String, String> active = runs.byLab(learner.require());
    return LabView.of(lab, Availability.of(engine.pool().status()), active.get(id), guide);
  }
}
