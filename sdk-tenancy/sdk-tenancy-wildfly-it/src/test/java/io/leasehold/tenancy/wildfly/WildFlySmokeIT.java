package io.leasehold.tenancy.wildfly;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.token.FakeIssuer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same jar as on Open Liberty, with nothing told to it about the server. */
class WildFlySmokeIT {

  private static FakeIssuer issuer;
  private static WildFlyServer server;

  @BeforeAll
  static void start() throws Exception {
    issuer = FakeIssuer.start("acme");
    server = WildFlyServer.start(issuer.issuer(), issuer.jwksUri().toString());
  }

  @AfterAll
  static void stop() {
    server.close();
    issuer.close();
  }

  @Test
  void aMemberRunsInTheTenantsScope() throws Exception {
    assertThat(get("acme", "/api/smoke", issuer.token("acme")).body()).isEqualTo("acme");
  }

  @Test
  @Tag("mistake-02")
  void everybodyElseIsRefused() throws Exception {
    assertThat(get("acme", "/api/smoke", "").statusCode()).isEqualTo(401);
    assertThat(get("acme", "/api/smoke", "x.y.z").statusCode()).isEqualTo(401);
    assertThat(get("globex", "/api/smoke", issuer.token("acme")).statusCode()).isEqualTo(403);
    assertThat(get("initech", "/api/smoke", issuer.token("acme")).statusCode()).isEqualTo(404);
  }

  @Test
  void anAnnotationOpensItsRoute() throws Exception {
    assertThat(get("acme", "/api/smoke/open", "").body()).isEqualTo("nobody");
    assertThat(get("acme", "/api/smoke/open", issuer.token("acme")).body()).isEqualTo("acme");
  }

  @Test
  void theTenantCannotBeChangedInsideAJtaTransaction() throws Exception {
    assertThat(get("acme", "/api/smoke/switch", issuer.token("acme")).body()).isEqualTo("refused");
  }

  private static HttpResponse<String> get(String host, String path, String token) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + WildFlyServer.PORT + path))
            .header("Host", host + ".localhost:" + WildFlyServer.PORT);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
