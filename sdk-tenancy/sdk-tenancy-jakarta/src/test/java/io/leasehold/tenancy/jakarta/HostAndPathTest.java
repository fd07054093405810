package io.leasehold.tenancy.jakarta;

import static io.leasehold.tenancy.jakarta.Fixture.ACME_HOST;
import static io.leasehold.tenancy.jakarta.Fixture.GLOBEX_HOST;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd spellings of hosts and paths, byte by byte. */
class HostAndPathTest {

  private static Fixture fixture;
  private static RawHttp http;

  @BeforeAll
  static void start() throws Exception {
    fixture = new Fixture(TenantFilterSettings.defaults().withExemptPaths("/probe"));
    http = fixture.http();
  }

  @AfterAll
  static void stop() throws Exception {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ACME.localhost", "acme.localhost.", "acme.LOCALHOST:80", "acme.localhost.:9080"})
  void everySpellingOfTheHostIsTheSameTenant(String host) {
    assertThat(http.get("/api/labs", host, fixture.acmeBearer()).status()).isEqualTo(200);
    assertThat(http.get("/api/labs", host, fixture.globexBearer()).status()).isEqualTo(403);
  }

  @Test
  @Tag("mistake-08")
  void twoHostHeadersAreRefused() {
    for (String second : List.of(ACME_HOST, GLOBEX_HOST)) {
      RawHttp.Answer answer =
          http.send(
              List.of(
                  "GET /api/labs HTTP/1.1",
                  "Host: " + ACME_HOST,
                  "Host: " + second,
                  fixture.acmeBearer()));
      assertThat(answer.status()).isEqualTo(400);
    }
  }

  @Test
  @Tag("mistake-08")
  void anAbsoluteTargetThatContradictsTheHostHeaderIsRefused() {
    RawHttp.Answer answer =
        http.send(
            List.of(
                "GET http://globex.localhost/api/labs HTTP/1.1",
                "Host: " + ACME_HOST,
                fixture.acmeBearer()));
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void anAbsoluteTargetThatAgreesIsServed() {
    RawHttp.Answer answer =
        http.send(
            List.of(
                "GET http://acme.localhost/api/labs HTTP/1.1",
                "Host: " + ACME_HOST,
                fixture.acmeBearer()));
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  @Tag("mistake-08")
  void forwardedHeadersAreNotListenedTo() {
    for (String header :
        List.of(
            "X-Forwarded-Host: globex.localhost",
            "Forwarded: host=globex.localhost",
            "X-Host: globex.localhost",
            "X-Original-Host: globex.localhost",
            "X-Tenant: globex",
            "X-Tenant-ID: t-90ab")) {
      assertThat(http.get("/api/site", ACME_HOST, header).body())
          .isEqualTo("Public at Acme Corporation");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api",
        "/api/",
        "/api/labs",
        "//api/labs",
        "/api//labs",
        "/./api/labs",
        "/api;x=1/labs",
        "/api/;x/labs",
        "/api/site/../labs",
        "/api/site/%2e%2e/labs",
        "/api/site;/../labs",
        "/api/sitex",
        "/api/site%2f..%2flabs",
        "/%61pi/labs",
        "/x/../api/labs"
      })
  void noSpellingOfAProtectedPathIsOpen(String path) {
    RawHttp.Answer answer = http.get(path, ACME_HOST);
    // 400 is the container's own answer to encoded slashes.
    assertThat(answer.status()).isIn(401, 400);
    assertThat(answer.body()).doesNotContain("tenant t-");
  }

  @Test
  void anExemptPathHasNoTenantAndNoScope() {
    assertThat(http.get("/probe", "127.0.0.1").body()).isEqualTo("no scope");
    assertThat(http.get("/probe/x", ACME_HOST, fixture.acmeBearer()).body()).isEqualTo("no scope");
    assertThat(http.get("/probex", "127.0.0.1").status()).isEqualTo(404);
    assertThat(http.get("/probe/../scope", "127.0.0.1").status()).isEqualTo(404);
  }
}
