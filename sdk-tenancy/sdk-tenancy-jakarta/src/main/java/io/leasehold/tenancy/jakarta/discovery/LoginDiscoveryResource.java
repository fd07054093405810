package io.leasehold.tenancy.jakarta.discovery;

import io.leasehold.tenancy.discovery.Discovery;
import io.leasehold.tenancy.discovery.TenantDiscovery;
import io.leasehold.tenancy.fairness.FairnessProblems;
import io.leasehold.tenancy.fairness.RateLimitHeaders;
import io.leasehold.tenancy.fairness.TenantFairness;
import io.leasehold.tenancy.jakarta.TenantOptional;
import io.leasehold.tenancy.jakarta.internal.EdgeProblems;
import io.leasehold.tenancy.jakarta.internal.RestProblem;
import io.leasehold.tenancy.jakarta.internal.TenantVisit;
import io.leasehold.tenancy.problem.TenantProblems;
import io.leasehold.tenancy.resolution.ClientAddress;
import io.leasehold.tenancy.resolution.TrustedProxies;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Collections;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells a login page where to sign in. An application opts in and says at which path:
 *
 * <pre>{@code
 * @Path("login")
 * @RequestScoped
 * public class Login extends LoginDiscoveryResource {}
 * }</pre>
 *
 * <p>It then answers {@code GET login/by-name?name=}, {@code GET login/by-host?host=} and {@code
 * POST login/by-email} (a form with {@code email}, which so is in no address and no access log)
 * with the issuer, client id, scope and canonical URL as JSON. Nobody learns from it who is a
 * customer: see {@link TenantDiscovery}, of which the application has one bean.
 *
 * <p>Let the path be exempt ({@code leasehold.tenancy.exempt-paths}), because who looks for a login
 * is at the platform's own host, which is no tenant's. It has to have a limit: the one of the
 * {@code TenantDiscovery}, or else a bean of type {@code TenantFairness}; without either it is not
 * made.
 */
public abstract class LoginDiscoveryResource {

  @Context private @Nullable HttpServletRequest request;
  private @Nullable TenantDiscovery discovery;

  /** For subclasses. */
  protected LoginDiscoveryResource() {}

  /**
   * Called by the container.
   *
   * @throws IllegalStateException if nothing limits how often may be asked
   */
  @Inject
  protected void ask(TenantDiscovery where, Instance<TenantFairness> fairness) {
    if (where.isLimited()) {
      this.discovery = where;
    } else if (fairness.isResolvable()) {
      this.discovery = where.withLimit(new FairDiscoveryLimit(fairness.get()));
    } else {
      throw new IllegalStateException(
          "login discovery is open to everybody and needs a limit: TenantDiscovery.withLimit, or a"
              + " bean of type TenantFairness");
    }
  }

  /** By the name under which the tenant registered. */
  @GET
  @Path("by-name")
  @TenantOptional
  public Response byName(@QueryParam("name") @Nullable String name) {
    return answer(asked().byName(caller(), typed(name)));
  }

  /** By the host at which the page is served. */
  @GET
  @Path("by-host")
  @TenantOptional
  public Response byHost(@QueryParam("host") @Nullable String host) {
    return answer(asked().byHost(caller(), typed(host)));
  }

  /** By the e-mail address of the person, of which only the domain is used. */
  @POST
  @Path("by-email")
  @TenantOptional
  public Response byEmail(@FormParam("email") @Nullable String email) {
    return answer(asked().byEmail(caller(), typed(email)));
  }

  private static Response answer(Discovery outcome) {
    if (outcome instanceof Discovery.Answer answer) {
      return Response.ok(answer.target().toJson(), MediaType.APPLICATION_JSON_TYPE)
          .header("Cache-Control", "no-store")
          .build();
    }
    if (outcome instanceof Discovery.TooManyRequests refused) {
      return Response.fromResponse(RestProblem.response(FairnessProblems.TOO_MANY))
          .header("Retry-After", RateLimitHeaders.retryAfter(refused.retryAfter()))
          .build();
    }
    return outcome instanceof Discovery.Unavailable outage
        ? RestProblem.response(TenantProblems.UNAVAILABLE, outage.retryAfter())
        : RestProblem.response(EdgeProblems.NO_SUCH_SPELLING);
  }

  private TenantDiscovery asked() {
    return Objects.requireNonNull(discovery, "ask was not called");
  }

  private String caller() {
    HttpServletRequest mine = Objects.requireNonNull(request, "request");
    TrustedProxies proxies =
        TenantVisit.of(mine)
            .map(visit -> visit.settings().trustedProxies())
            .orElse(TrustedProxies.none());
    return ClientAddress.of(
        mine.getRemoteAddr(), proxies, name -> Collections.list(mine.getHeaders(name)));
  }

  private static String typed(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
