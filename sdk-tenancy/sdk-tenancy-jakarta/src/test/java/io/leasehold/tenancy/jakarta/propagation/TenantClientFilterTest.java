package io.leasehold.tenancy.jakarta.propagation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.propagation.PropagationKey;
import io.leasehold.tenancy.propagation.PropagationKeys;
import io.leasehold.tenancy.propagation.SignedHeaderTenantResolver;
import io.leasehold.tenancy.propagation.TenantHeaders;
import io.leasehold.tenancy.resolution.RequestSignals;
import io.leasehold.tenancy.resolution.TenantResolution;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.Invocation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real JAX-RS client and two real servers, of which one is on the list. */
@Tag("mistake-19")
class TenantClientFilterTest {

  private final Tenant acme = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  private final PropagationKeys keys =
      PropagationKeys.signingWith(PropagationKey.of("k1", new byte[32]));
  private final Map<String, Map<String, List<String>>> received = new ConcurrentHashMap<>();
  private final HttpServer friend = server("friend");
  private final HttpServer stranger = server("stranger");

  private final TenantHeaders headers =
      TenantHeaders.builder(keys).allowUnencrypted(origin(friend), "friend").build();

  // A filter of the application that passes on what came in, which is what should be stopped.
  private final ClientRequestFilter careless =
      request -> {
        request.getHeaders().putSingle("x-tenant-id", "acme");
        request.getHeaders().putSingle("Baggage", "tenant.id=acme,user=ada");
        request.getHeaders().putSingle("leasehold-tenant", "stolen");
        request.getHeaders().putSingle("Accept-Language", "de");
      };

  private final Client client =
      ClientBuilder.newClient().register(careless).register(new TenantClientFilter(headers));

  TenantClientFilterTest() throws IOException {}

  @AfterEach
  void stop() {
    client.close();
    friend.stop(0);
    stranger.stop(0);
  }

  @Test
  void theFriendIsToldBySignature() throws Exception {
    TenantScopes.call(acme, () -> get(friend));
    List<String> told = received.get("friend").get("Leasehold-tenant");
    assertThat(
            SignedHeaderTenantResolver.of(keys, "friend")
                .resolve(
                    RequestSignals.builder()
                        .headers(name -> name.equals("Leasehold-Tenant") ? told : List.of())
                        .build()))
        .isInstanceOfSatisfying(
            TenantResolution.Resolved.class,
            resolved -> assertThat(resolved.candidate().value()).isEqualTo("acme"));
    assertThat(received.get("friend")).doesNotContainKey("X-tenant-id");
  }

  @Test
  void theStrangerLearnsNothingAndGetsTheRest() throws Exception {
    TenantScopes.call(acme, () -> get(stranger));
    Map<String, List<String>> headersThere = received.get("stranger");
    assertThat(headersThere.toString()).doesNotContain("acme").doesNotContain("stolen");
    assertThat(headersThere.get("Baggage")).containsExactly("user=ada");
    assertThat(headersThere.get("Accept-language")).containsExactly("de");
  }

  @Test
  void withoutTheFilterTheStrangerLearnsTheTenant() throws Exception {
    try (Client unguarded = ClientBuilder.newClient().register(careless)) {
      unguarded.target(origin(stranger)).request().get().close();
    }
    assertThat(received.get("stranger").toString()).contains("acme").contains("stolen");
  }

  @Test
  void outsideATenantsScopeTheFriendIsToldNothing() {
    get(friend);
    assertThat(received.get("friend")).doesNotContainKey("Leasehold-tenant");
  }

  @Test
  void withoutHeadersAndWithoutCdiNoRequestIsSent() {
    try (Client client = ClientBuilder.newClient().register(new TenantClientFilter())) {
      Invocation request = client.target(origin(stranger)).request().buildGet();
      assertThatThrownBy(request::invoke).isInstanceOf(RuntimeException.class);
    }
    assertThat(received).isEmpty();
  }

  private Void get(HttpServer server) {
    client.target(origin(server)).request().get().close();
    return null;
  }

  private HttpServer server(String name) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            received.put(name, Map.copyOf(exchange.getRequestHeaders()));
            exchange.sendResponseHeaders(204, -1);
          }
        });
    server.start();
    return server;
  }

  private static String origin(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }
}
