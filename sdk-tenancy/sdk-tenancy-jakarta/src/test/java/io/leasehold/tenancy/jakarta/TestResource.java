package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.resolution.TenantCandidate.Kind;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;

/** What an application might have. */
@Path("/")
@Produces("text/plain")
public class TestResource {

  @GET
  @Path("labs")
  @RolesAllowed("learner")
  public String labs(@Context SecurityContext security) {
    TenantPrincipal caller = (TenantPrincipal) security.getUserPrincipal();
    return ScopeServlet.scope() + ", " + caller.getName();
  }

  @GET
  @Path("admin")
  @RolesAllowed("tenant-admin")
  public String admin() {
    return "secret of the admin";
  }

  @GET
  @Path("site")
  public String site(@Context HttpServletRequest request) {
    return ScopeServlet.scope()
        + " at "
        + TenantRequests.hostTenant(request).map(Tenant::name).orElse("nobody's");
  }

  @GET
  @Path("site/private")
  public String needsTenantOnPublicRoute() {
    return TenantContext.require().name();
  }

  @GET
  @Path("tenants/{tenant}/labs")
  @TenantFrom("tenant")
  public String labsOf(@PathParam("tenant") String tenant) {
    return "labs of " + tenant;
  }

  @GET
  @Path("ids/{id}")
  @TenantFrom(value = "id", kind = Kind.ID)
  public String byId() {
    return ScopeServlet.scope();
  }

  @GET
  @Path("typo/{tenant}")
  @TenantFrom("tenent")
  public String misspelt() {
    return ScopeServlet.scope();
  }

  @GET
  @Path("boom")
  public String boom() {
    throw new IllegalStateException("password=hunter2");
  }

  @POST
  @Path("orders")
  public String order(TestOrderReader.Order order) {
    return order.lab();
  }

  @GET
  @Path("gone")
  public String gone() {
    throw new WebApplicationException("secret detail", 410);
  }

  @GET
  @Path("own")
  public String own() {
    throw new WebApplicationException(
        Response.status(409).type("application/json").entity("{\"mine\":true}").build());
  }

  @GET
  @Path("registry-down")
  public String registryDown() {
    throw new TenantRegistryUnavailableException(new IllegalStateException("db1.internal"));
  }

  @GET
  @Path("lost-scope")
  public void lostScope(@Suspended AsyncResponse response) {
    new Thread(
            () -> {
              try {
                response.resume(TenantContext.require().name());
              } catch (RuntimeException failure) {
                response.resume(failure);
              }
            })
        .start();
  }

  @GET
  @Path("events")
  @Produces("text/event-stream")
  public void events(
      @Context SseEventSink sink, @Context Sse sse, @Context HttpServletRequest request) {
    CountDownLatch left = ContainerAuthentication.departure(request);
    String before = ScopeServlet.scope();
    new Thread(
            () -> {
              ContainerAuthentication.await(left);
              try (sink) {
                sink.send(sse.newEvent(before + ", then " + ScopeServlet.scope()));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .start();
  }
}
