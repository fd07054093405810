package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.fairness.TenantFairness;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.resolution.ClaimTenantResolver;
import io.leasehold.tenancy.resolution.HostTenantResolver;
import io.leasehold.tenancy.resolution.TenantEntry;
import io.leasehold.tenancy.spi.TrustedIssuers;
import io.leasehold.tenancy.token.FakeIssuer;
import io.leasehold.tenancy.token.TokenVerifier;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** Two tenants behind the filter of limits, on a real servlet container with several threads. */
final class LimitedServer implements AutoCloseable {

  final FakeIssuer acmeIssuer = FakeIssuer.start("acme");
  final FakeIssuer globexIssuer = FakeIssuer.start("globex");

  final Tenant acme = tenant("t-71c4", "acme", "premium", acmeIssuer);
  final Tenant globex = tenant("t-90ab", "globex", "basic", globexIssuer);

  /** Asynchronous requests that wait to be answered. */
  final BlockingQueue<AsyncContext> waiting = new LinkedBlockingQueue<>();

  private final TokenVerifier verifier =
      TokenVerifier.builder(TrustedIssuers.of(acmeIssuer.trusted(), globexIssuer.trusted()))
          .allowLoopbackHttp()
          .build();
  private final Tomcat tomcat = new Tomcat();

  LimitedServer(TenantFairness fairness, TenantFilterSettings settings) throws Exception {
    TenantEntry entry =
        TenantEntry.of(
            InMemoryTenantRegistry.of(acme, globex),
            HostTenantResolver.of("localhost"),
            ClaimTenantResolver.claim("tenant_id"));
    Path base = Files.createTempDirectory(Path.of("target"), "limited");
    tomcat.setBaseDir(base.toString());
    Connector connector = new Connector("HTTP/1.1");
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxThreads", "4");
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", base.toAbsolutePath().toString());
    context.addServletContainerInitializer(
        (classes, servlets) ->
            application(
                servlets,
                new FailedRequestsFilter(fairness, settings.trustedProxies()),
                new TenantFilter(entry, verifier, settings),
                new TenantFairnessFilter(fairness)),
        Set.of());
    tomcat.start();
  }

  RawHttp http() {
    return new RawHttp(tomcat.getConnector().getLocalPort());
  }

  String acmeBearer() {
    return "Authorization: Bearer " + acmeIssuer.token(acme.id().value());
  }

  String globexBearer() {
    return "Authorization: Bearer " + globexIssuer.token(globex.id().value());
  }

  @Override
  public void close() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
    verifier.close();
    acmeIssuer.close();
    globexIssuer.close();
  }

  private void application(ServletContext context, Filter... filters) {
    for (Filter filter : filters) {
      TenantFilterInitializer.register(
          context.addFilter(filter.getClass().getSimpleName(), filter));
    }
    ServletRegistration.Dynamic servlet = context.addServlet("any", new Answers());
    servlet.setAsyncSupported(true);
    servlet.addMapping("/*");
  }

  private static Tenant tenant(String id, String slug, String tier, FakeIssuer issuer) {
    return Tenant.active(TenantId.of(id), Tier.of(tier))
        .withSlug(TenantSlug.of(slug))
        .withIssuers(issuer.issuer());
  }

  private final class Answers extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (request.getRequestURI().equals("/api/wait")) {
        waiting.add(request.startAsync());
      } else {
        response.getWriter().print("done");
      }
    }
  }
}
