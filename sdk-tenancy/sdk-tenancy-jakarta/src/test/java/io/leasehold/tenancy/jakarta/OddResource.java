package io.leasehold.tenancy.jakarta;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;

/** Resources with wide paths, and with annotations at several places. */
@Path("odd")
@Produces("text/plain")
public class OddResource implements OddApi {

  @Override
  public String of(String tenant) {
    return "of " + tenant;
  }

  @GET
  @Path("{id}")
  public String one(@PathParam("id") String id) {
    return "one " + id + " for " + ScopeServlet.scope();
  }

  @GET
  @Path("{id}/{file: .*}")
  public String file(@PathParam("id") String id) {
    return "file of " + id + " for " + ScopeServlet.scope();
  }

  /** Has more letters in its paths than the other, and is farther all the same. */
  @Path("{any: od.}")
  @Produces("text/plain")
  public static class Farther {

    @GET
    @Path("very/long/literal")
    @TenantOptional
    public String open() {
      return "open";
    }
  }

  /** Names the tenant in the path of the class. */
  @Path("odd-of/{tenant}")
  @TenantFrom("tenant")
  @Produces("text/plain")
  public static class OfTenant {

    @GET
    @Path("labs")
    @TenantFrom(value = "X-Tenant", in = TenantFrom.Part.HEADER, optional = true)
    public String labs(@PathParam("tenant") String tenant) {
      return "labs of " + tenant;
    }
  }
}
