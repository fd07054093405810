package io.leasehold.tenancy.jakarta;

import static io.leasehold.tenancy.jakarta.Fixture.ACME_HOST;
import static io.leasehold.tenancy.jakarta.Fixture.GLOBEX_HOST;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which request gets which answer, through a real container, with real tokens. */
class HttpOutcomeTest {

  private Fixture fixture;
  private RawHttp http;

  @BeforeEach
  void start() throws Exception {
    fixture = new Fixture();
    http = fixture.http();
  }

  @AfterEach
  void stop() throws Exception {
    fixture.close();
  }

  @Test
  void aMemberAtTheRightHostIsServedInTheScopeOfTheTenant() {
    RawHttp.Answer answer = http.get("/api/labs", ACME_HOST + ":9080", fixture.acmeBearer());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("tenant t-71c4, ada");
  }

  @Test
  @Tag("mistake-02")
  void aTokenOfOneTenantAtTheHostOfAnotherIs403AndTellsNothing() throws Exception {
    for (String path : List.of("/api/labs", "/api/site", "/scope", "/logo.svg", "/nothing")) {
      assertProblem(http.get(path, GLOBEX_HOST, fixture.acmeBearer()), 403, "LH-TEN-104");
      assertProblem(http.get(path, ACME_HOST, fixture.globexBearer()), 403, "LH-TEN-104");
    }
  }

  @Test
  @Tag("mistake-26")
  void aForeignAndAnUnknownTenantGetTheSameBytes() {
    RawHttp.Answer foreign = http.get("/api/labs", GLOBEX_HOST, fixture.acmeBearer());
    RawHttp.Answer unknown =
        http.get(
            "/api/labs",
            GLOBEX_HOST,
            "Authorization: Bearer " + fixture.acmeIssuer.token("t-none"));
    assertThat(unknown.body()).isEqualTo(foreign.body());
    assertThat(unknown.status()).isEqualTo(foreign.status());
  }

  @Test
  void noTokenIs401OnAProtectedPathAndFineElsewhere() throws Exception {
    RawHttp.Answer refused = http.get("/api/labs", ACME_HOST);
    assertProblem(refused, 401, "LH-TEN-101");
    assertThat(refused.header("WWW-Authenticate")).contains("Bearer");
    assertThat(http.get("/api/site", ACME_HOST).body()).isEqualTo("Public at Acme Corporation");
    assertThat(http.get("/scope", ACME_HOST).body()).isEqualTo("Public");
    assertThat(http.get("/logo.svg", ACME_HOST).body()).isEqualTo("<svg/>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/api/labs", "/api/site", "/api/nothing", "/scope", "/logo.svg", "/nothing", "/"})
  void aBadTokenIs401Everywhere(String path) throws Exception {
    for (String bad :
        List.of(
            "Bearer x.y.z",
            "Bearer",
            "Bearer ",
            "bearer abc",
            "BEARER " + fixture.acmeIssuer.token("t-71c4") + "x")) {
      RawHttp.Answer answer = http.get(path, ACME_HOST, "Authorization: " + bad);
      assertProblem(answer, 401, "LH-TEN-102");
      assertThat(answer.header("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
    }
  }

  @Test
  void twoTokensAreABadToken() throws Exception {
    assertProblem(
        http.get("/api/labs", ACME_HOST, fixture.acmeBearer(), fixture.globexBearer()),
        401,
        "LH-TEN-102");
    assertProblem(
        http.get("/api/labs", ACME_HOST, "Authorization: Basic YTpi", fixture.acmeBearer()),
        401,
        "LH-TEN-102");
  }

  @Test
  void anotherSchemeAndATokenInTheAddressAreNoToken() throws Exception {
    assertProblem(http.get("/api/labs", ACME_HOST, "Authorization: Basic YTpi"), 401, "LH-TEN-101");
    String token = fixture.acmeIssuer.token("t-71c4");
    assertProblem(http.get("/api/labs?access_token=" + token, ACME_HOST), 401, "LH-TEN-101");
  }

  @Test
  void anUnknownHostIs404WhoeverAsks() throws Exception {
    for (String host : List.of("nobody.localhost", "127.0.0.1", "localhost", "evil.example")) {
      assertProblem(http.get("/", host), 404, "LH-TEN-103");
      assertProblem(http.get("/api/labs", host), 404, "LH-TEN-103");
      assertProblem(http.get("/api/labs", host, fixture.acmeBearer()), 404, "LH-TEN-103");
    }
  }

  @Test
  void aRegistryThatIsDownIs503WithRetryAfter() throws Exception {
    fixture.registry.reachable(false);
    for (String path : List.of("/api/labs", "/api/site", "/scope")) {
      RawHttp.Answer answer = http.get(path, ACME_HOST, fixture.acmeBearer());
      assertProblem(answer, 503, "LH-TEN-106");
      assertThat(answer.header("Retry-After")).contains("5");
    }
    fixture.registry.reachable(true);
    assertThat(http.get("/api/labs", ACME_HOST, fixture.acmeBearer()).status()).isEqualTo(200);
  }

  @Test
  void anIssuerWhoseKeysAreDownIs503AndNot401() throws Exception {
    fixture.acmeIssuer.answerStatus(500);
    RawHttp.Answer answer = http.get("/api/labs", ACME_HOST, fixture.acmeBearer());
    assertProblem(answer, 503, "LH-TEN-106");
    assertThat(answer.header("Retry-After")).contains("10");
    assertThat(http.get("/api/labs", GLOBEX_HOST, fixture.globexBearer()).status())
        .as("the other tenant's issuer is up")
        .isEqualTo(200);
  }

  @Test
  void aSuspendedTenantIs403ForItsMembersAndLooksAsUsualToTheRest() throws Exception {
    fixture.registry.save(fixture.acme.withStatus(TenantStatus.SUSPENDED));
    assertProblem(http.get("/api/labs", ACME_HOST, fixture.acmeBearer()), 403, "LH-TEN-105");
    assertProblem(http.get("/api/site", ACME_HOST, fixture.acmeBearer()), 403, "LH-TEN-105");
    assertProblem(http.get("/api/labs", ACME_HOST, fixture.globexBearer()), 403, "LH-TEN-104");
    assertProblem(http.get("/api/labs", ACME_HOST), 401, "LH-TEN-101");
    assertThat(http.get("/api/site", ACME_HOST).body()).isEqualTo("Public at Acme Corporation");
  }

  @Test
  void rolesAreCheckedAfterTheTenant() throws Exception {
    RawHttp.Answer answer = http.get("/api/admin", ACME_HOST, fixture.acmeBearer());
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).doesNotContain("secret");
    String admin =
        fixture.acmeIssuer.sign(
            fixture.acmeIssuer.claims("t-71c4").claim("groups", List.of("tenant-admin")).build());
    assertThat(http.get("/api/admin", ACME_HOST, "Authorization: Bearer " + admin).status())
        .isEqualTo(200);
    assertProblem(
        http.get("/api/admin", GLOBEX_HOST, "Authorization: Bearer " + admin), 403, "LH-TEN-104");
  }

  @Test
  void aTokenIsVerifiedOncePerRequest() {
    http.get("/api/labs", ACME_HOST, fixture.acmeBearer());
    assertThat(fixture.verifications).hasValue(1);
    http.get(
        "/api/labs", ACME_HOST, "Authorization: Bearer " + fixture.acmeIssuer.token("x") + "x");
    assertThat(fixture.verifications).hasValue(2);
  }

  @Test
  void whereTheContainerItselfAsksForACallerTheMechanismAnswers() throws Exception {
    assertProblem(http.get("/constrained", ACME_HOST), 401, "LH-TEN-101");
    assertProblem(
        http.get("/constrained", ACME_HOST, "Authorization: Bearer x.y.z"), 401, "LH-TEN-102");
    assertThat(http.get("/constrained", ACME_HOST, fixture.acmeBearer()).body())
        .isEqualTo("tenant t-71c4");
    fixture.globexIssuer.answerStatus(500);
    assertProblem(http.get("/constrained", GLOBEX_HOST, fixture.globexBearer()), 503, "LH-TEN-106");
  }

  private void assertProblem(RawHttp.Answer answer, int status, String code) throws Exception {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(answer.header("Cache-Control")).contains("no-store");
    Map<String, Object> problem = JSONObjectUtils.parse(answer.body());
    assertThat(problem)
        .containsEntry("status", (long) status)
        .containsEntry("code", code)
        .containsKeys("type", "title", "detail");
    for (Tenant tenant : List.of(fixture.acme, fixture.globex)) {
      String everything = answer.headers() + answer.body();
      assertThat(everything)
          .doesNotContain(tenant.id().value())
          .doesNotContainIgnoringCase(tenant.slug().value())
          .doesNotContainIgnoringCase(tenant.name())
          .doesNotContain(tenant.issuers().iterator().next());
    }
  }
}
