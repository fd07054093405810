package io.leasehold.labs.it.container;

import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;

/** A real issuer of signed tokens, outside the container. */
final class ContainerSignIn {

  private static final MockOAuth2Server SERVER = start();

  private ContainerSignIn() {}

  static String address() {
    return "http://localhost:" + SERVER.url("/").port();
  }

  static String token(String issuer, String tenant, String role) {
    return SERVER
        .issueToken(issuer, "ada", "labs", Map.of("tenant_id", tenant, "groups", List.of(role)))
        .serialize();
  }

  private static MockOAuth2Server start() {
    MockOAuth2Server server = new MockOAuth2Server();
    server.start();
    return server;
  }
}
