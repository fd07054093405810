package io.leasehold.tenancy.propagation;

import static io.leasehold.tenancy.propagation.Scopes.ACME;
import static io.leasehold.tenancy.propagation.Scopes.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.resolution.ClaimTenantResolver;
import io.leasehold.tenancy.resolution.RequestSignals;
import io.leasehold.tenancy.resolution.RequestSignalsBuilder;
import io.leasehold.tenancy.resolution.TenantDecision;
import io.leasehold.tenancy.resolution.TenantEntry;
import io.leasehold.tenancy.spi.TrustedIssuers;
import io.leasehold.tenancy.token.ClaimMapping;
import io.leasehold.tenancy.token.FakeIssuer;
import io.leasehold.tenancy.token.TokenVerifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One service calls another over real HTTP and passes the person's token on; the token says which
 * tenants the person is a member of, the signed header which of them it is about. No container.
 */
class ServiceToServiceTest {

  private final FakeIssuer issuer = FakeIssuer.start("acme");
  private final PropagationKeys keys = PropagationKeys.signingWith(Keys.SPRING);
  private final Tenant acme = ACME.withIssuers(issuer.issuer());
  private final Tenant globex = GLOBEX.withIssuers(issuer.issuer());
  private final TokenVerifier verifier =
      TokenVerifier.builder(TrustedIssuers.of(issuer.trusted())).allowLoopbackHttp().build();
  private final TenantEntry orders =
      TenantEntry.of(
          InMemoryTenantRegistry.of(acme, globex),
          ClaimTenantResolver.mapped(ClaimMapping.memberships("tenants")),
          SignedHeaderTenantResolver.of(keys, "orders"));
  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

  ServiceToServiceTest() throws IOException {
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] answer = decide(exchange).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    verifier.close();
    issuer.close();
  }

  @Test
  @Tag("mistake-04")
  void theTokenAuthorisesAndTheCallersTenantSelects() throws Exception {
    String member = token("acme", "globex");
    assertThat(call(acme, "orders", member)).isEqualTo("Admitted acme");
    assertThat(call(globex, "orders", member)).isEqualTo("Admitted globex");
  }

  @Test
  @Tag("mistake-02")
  void theCallersTenantOpensNothingThatTheTokenDoesNot() throws Exception {
    assertThat(call(globex, "orders", token("acme"))).isEqualTo("Mismatch");
  }

  @Test
  void aHeaderThatWasSignedForAnotherServiceIsRefused() throws Exception {
    assertThat(call(acme, "billing", token("acme"))).isEqualTo("Mismatch");
  }

  @Test
  void withoutATokenTheHeaderIsNoCaller() throws Exception {
    assertThat(call(acme, "orders", "")).isEqualTo("NoToken");
  }

  @Test
  @Tag("mistake-04")
  void withoutTheHeaderNothingIsSelected() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address())
            .header("Authorization", "Bearer " + token("acme"))
            .build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
        .isEqualTo("NotChosen");
  }

  @Test
  @Tag("mistake-19")
  void baggageSelectsNothing() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(address())
            .header("Authorization", "Bearer " + token("acme"))
            .header("baggage", "leasehold.tenant=acme,tenant=acme,tenant.id=acme")
            .build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
        .isEqualTo("NotChosen");
  }

  /** The first service: in the tenant's scope, to a service that it takes for the audience. */
  private String call(Tenant tenant, String audience, String token) throws Exception {
    HttpClient client =
        TenantHeaders.builder(keys)
            .allowUnencrypted("http://127.0.0.1:" + server.getAddress().getPort(), audience)
            .build()
            .around(HttpClient.newHttpClient());
    HttpRequest.Builder request = HttpRequest.newBuilder(address());
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return TenantScopes.call(
        tenant, () -> client.send(request.build(), BodyHandlers.ofString()).body());
  }

  /** The second service. */
  private String decide(HttpExchange exchange) {
    RequestSignalsBuilder signals =
        RequestSignals.builder()
            .headers(name -> exchange.getRequestHeaders().getOrDefault(name, List.of()));
    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
        .map(header -> header.substring("Bearer ".length()))
        .ifPresent(token -> signals.verification(verifier.verify(token)));
    TenantDecision decision = orders.decide(signals.build());
    return decision instanceof TenantDecision.Admitted admitted
        ? "Admitted " + admitted.tenant().id()
        : decision.getClass().getSimpleName();
  }

  private String token(String... tenants) {
    return issuer.sign(issuer.claims("unused").claim("tenants", List.of(tenants)).build());
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }
}
