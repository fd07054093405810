package io.leasehold.labs.platform;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** The REST API. */
@ApplicationPath("/api")
@OpenAPIDefinition(
    info =
        @Info(
            title = "Labs",
            version = "1",
            description =
                "Hands-on labs in leased AWS accounts. The host names the tenant, the token proves"
                    + " it. Errors are problem documents (RFC 9457) with a stable code."),
    security = @SecurityRequirement(name = "token"))
@SecurityScheme(
    securitySchemeName = "token",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    bearerFormat = "JWT")
public class LabsApi extends Application {}
