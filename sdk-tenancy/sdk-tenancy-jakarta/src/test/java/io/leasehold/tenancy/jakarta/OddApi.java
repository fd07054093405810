package io.leasehold.tenancy.jakarta;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** What a resource says by its interface. */
public interface OddApi {

  /** Of a tenant. */
  @GET
  @Path("of/{tenant}")
  @TenantFrom("tenant")
  String of(@PathParam("tenant") String tenant);
}
