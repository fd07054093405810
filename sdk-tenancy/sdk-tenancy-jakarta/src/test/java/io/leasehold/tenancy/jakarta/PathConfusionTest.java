package io.leasehold.tenancy.jakarta;

import static io.leasehold.tenancy.jakarta.Fixture.ACME_HOST;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths that the filter could take for an open one while the application serves a closed one. */
class PathConfusionTest {

  private static Fixture fixture;
  private static RawHttp http;

  @BeforeAll
  static void start() throws Exception {
    fixture =
        new Fixture(
            TenantFilterSettings.defaults()
                .withProtectedPaths("/api", "/scope")
                .withPublicPaths("/api/site", "/api/odd/site")
                .withExemptPaths("/probe")
                .withPlatformPaths("/api/odd/ops"));
    http = fixture.http();
  }

  @AfterAll
  static void stop() throws Exception {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/scope/..%3b/logo.svg",
        "/scope/x/..%3bx/..%3b/logo.svg",
        "/scope/..%3b/probe",
        "/scope/.%2e%3b/logo.svg",
        "/scope/x%3b/../..%3b/logo.svg",
        "/api/odd/7/..%3bx/site",
        "/api/odd/7/x/..%3b/..%3b/site",
        "/api/odd/site%3bx",
        "/api/odd/site%3b/x",
        "/api/odd/..%3b/odd/site",
        "/api/odd/7/..%5csite",
        "/api/odd/7%5c..%5csite",
        "/api/odd/site%5cx",
        "/api/odd/7/..%252fsite",
        "/api/odd/7/%252e%252e/site"
      })
  void whatIsServedBehindAClosedPathIsClosedHoweverItIsSpelt(String path) {
    RawHttp.Answer answer = http.get(path, ACME_HOST);
    assertThat(answer.status()).as(answer.body()).isIn(400, 401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/odd/ops/..%3b/site", "/api/odd/ops%3b/x", "/api/odd/ops/x"})
  void whatIsServedBehindAPathOfThePlatformIsNobodyElses(String path) {
    assertThat(http.get(path, ACME_HOST).status()).isIn(400, 401);
    assertThat(http.get(path, ACME_HOST, fixture.acmeBearer()).status()).isIn(400, 403);
  }

  @Test
  void matrixParametersStillDoNotCloseAnOpenPath() {
    assertThat(http.get("/api/site;v=1", ACME_HOST).status()).isEqualTo(200);
    assertThat(http.get("/logo.svg;jsessionid=1", ACME_HOST).status()).isEqualTo(200);
    assertThat(http.get("/api/odd/site;v=1", ACME_HOST).body()).isEqualTo("one site for Public");
  }

  @Test
  void aResourceIsNotOpenedByTheAnnotationOfAnotherThatOnlyLooksNearer() {
    RawHttp.Answer answer = http.get("/api/odd/very/long/literal", ACME_HOST);
    assertThat(answer.body()).doesNotContain("file of");
  }

  @Test
  @Tag("mistake-02")
  void whatAnInterfaceSaysOfTheTenantHolds() {
    assertThat(http.get("/api/odd/of/acme", ACME_HOST, fixture.acmeBearer()).body())
        .isEqualTo("of acme");
    assertThat(http.get("/api/odd/of/globex", ACME_HOST, fixture.acmeBearer()).status())
        .isEqualTo(403);
  }

  @Test
  @Tag("mistake-02")
  void whatAMethodSaysOfTheTenantComesOnTopOfWhatItsClassSays() {
    String acme = fixture.acmeBearer();
    assertThat(http.get("/api/odd-of/acme/labs", ACME_HOST, acme).body()).isEqualTo("labs of acme");
    assertThat(http.get("/api/odd-of/globex/labs", ACME_HOST, acme).status()).isEqualTo(403);
    assertThat(http.get("/api/odd-of/acme/labs", ACME_HOST, acme, "X-Tenant: globex").status())
        .isEqualTo(403);
  }
}
