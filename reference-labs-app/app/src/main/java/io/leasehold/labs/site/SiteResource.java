package io.leasehold.labs.site;

import io.leasehold.labs.platform.LabsSettings;
import io.leasehold.labs.problem.NotFoundHere;
import io.leasehold.labs.site.SiteView.BrandView;
import io.leasehold.labs.site.SiteView.TenantName;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.jakarta.TenantRequests;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The tenant of the host, for the page before sign-in. */
@Path("/site")
@Tag(name = "Site")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
@PermitAll
@SuppressWarnings("NullAway.Init") // The container injects.
public class SiteResource {

  @Inject private LabsSettings settings;
  @Context private HttpServletRequest request;

  /** Brand and sign-in. */
  @GET
  @Operation(operationId = "getSite", summary = "Brand and sign-in of the tenant at this host")
  @SecurityRequirements
  public SiteView site() {
    Tenant tenant = TenantRequests.hostTenant(request).orElseThrow(NotFoundHere::new);
    Brand brand = Brand.of(tenant);
    return new SiteView(
        new TenantName(tenant.slug().value(), tenant.name()),
        new BrandView(
            brand.name(),
            brand.tagline(),
            BrandingServlet.LOGO_PATH,
            brand.supportUrl().map(URI::toString).orElse(null)),
        SignIn.of(tenant),
        settings.simulated());
  }
}
