package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.resolution.TenantCandidate.Kind;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;

/** A resource with every annotation. */
@Path("guarded")
@Produces("text/plain")
public class GuardedResource {

  @GET
  @Path("default")
  public String byDefault() {
    return ScopeServlet.scope();
  }

  @PUT
  @Path("default")
  public String change() {
    return "changed for " + ScopeServlet.scope();
  }

  @DELETE
  @Path("default")
  public String remove() {
    return "removed for " + ScopeServlet.scope();
  }

  @GET
  @Path("open")
  @TenantOptional
  public String open() {
    return ScopeServlet.scope();
  }

  @POST
  @Path("open")
  public String notOpen() {
    return ScopeServlet.scope();
  }

  @GET
  @Path("open/{id}")
  @TenantOptional
  public String openOne() {
    return ScopeServlet.scope();
  }

  @GET
  @Path("open/mine")
  public String mine() {
    return ScopeServlet.scope();
  }

  @GET
  @Path("operators")
  @PlatformScoped("list the operators")
  public String operators() {
    return ScopeServlet.scope();
  }

  @GET
  @Path("everybody")
  @CrossTenant(reason = "the yearly report", roles = "auditor")
  public String everybody() {
    return "no container, no interceptor: " + ScopeServlet.scope();
  }

  @GET
  @Path("query")
  @TenantFrom(value = "tenant", in = TenantFrom.Part.QUERY)
  public String byQuery() {
    return ScopeServlet.scope();
  }

  @GET
  @Path("header")
  @TenantFrom(value = "X-Tenant", in = TenantFrom.Part.HEADER, kind = Kind.ID, optional = true)
  @TenantFrom(value = "tenant", in = TenantFrom.Part.QUERY, optional = true)
  public String byHeader() {
    return ScopeServlet.scope();
  }

  @GET
  @Path("cached")
  public Response cached() {
    return Response.ok("x").header("Cache-Control", "max-age=60").header("Vary", "Accept").build();
  }

  @GET
  @Path("shared")
  public Response shared() {
    return Response.ok("x").header("Cache-Control", "public, max-age=60").build();
  }

  @OPTIONS
  @Path("default")
  public Response cors() {
    return Response.noContent()
        .header("Access-Control-Allow-Origin", "https://app.example.com")
        .header("X-Scope", ScopeServlet.scope())
        .build();
  }
}
