package io.leasehold.tenancy.jakarta;

import static io.leasehold.tenancy.jakarta.Fixture.ACME_HOST;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What JAX-RS adds: path parameters, and problem documents for every error. */
class RestTest {

  private static Fixture fixture;
  private static RawHttp http;

  @BeforeAll
  static void start() throws Exception {
    fixture = new Fixture();
    http = fixture.http();
  }

  @AfterAll
  static void stop() throws Exception {
    fixture.close();
  }

  @Test
  @Tag("mistake-02")
  void aPathParameterThatNamesTheTenantHasToAgree() {
    assertThat(get("/api/tenants/acme/labs").body()).isEqualTo("labs of acme");
    assertThat(get("/api/ids/t-71c4").status()).isEqualTo(200);
    RawHttp.Answer foreign = get("/api/tenants/globex/labs");
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(foreign.body()).contains("LH-TEN-104");
    for (String other :
        List.of("/api/tenants/none/labs", "/api/tenants/A%20*/labs", "/api/ids/acme")) {
      assertThat(get(other).status()).isEqualTo(403);
      assertThat(get(other).body()).isEqualTo(foreign.body());
    }
  }

  @Test
  void aParameterThatIsNotInThePathClosesTheRoute() {
    assertThat(get("/api/typo/acme").status()).isEqualTo(403);
  }

  @Test
  void anExceptionOfTheApplicationIs500WithANumberAndNothingElse() {
    RawHttp.Answer answer = get("/api/boom");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.header("Content-Type")).contains("application/problem+json");
    assertThat(answer.body())
        .contains("LH-HTTP-500", "give the number")
        .doesNotContain("hunter2", "IllegalState");
  }

  @Test
  void errorsOfJaxRsAreProblemDocuments() {
    for (String path : List.of("/api/nothing", "/api/gone")) {
      RawHttp.Answer answer = get(path);
      assertThat(answer.status()).isIn(404, 410);
      assertThat(answer.header("Content-Type")).contains("application/problem+json");
      assertThat(answer.body()).contains("LH-HTTP-" + answer.status()).doesNotContain("secret");
    }
    RawHttp.Answer wrongMethod =
        http.send(List.of("DELETE /api/labs HTTP/1.1", "Host: " + ACME_HOST, fixture.acmeBearer()));
    assertThat(wrongMethod.status()).isEqualTo(405);
    assertThat(wrongMethod.header("Allow")).isPresent();
    assertThat(wrongMethod.body()).contains("LH-HTTP-405");
  }

  @Test
  void aBodyThatCannotBeReadIsTheCallersFault() {
    assertThat(post(" ").status()).isEqualTo(400);
    assertThat(post(" ").body()).contains("LH-HTTP-400").doesNotContain("secret");
    assertThat(post("s3").body()).isEqualTo("s3");
  }

  @Test
  void anAnswerThatTheApplicationMadeStaysAsItIs() {
    RawHttp.Answer answer = get("/api/own");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body()).isEqualTo("{\"mine\":true}");
  }

  @Test
  void aRegistryThatFailsInsideAResourceIs503() {
    RawHttp.Answer answer = get("/api/registry-down");
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).contains("5");
    assertThat(answer.body()).contains("LH-TEN-106").doesNotContain("db1");
  }

  @Test
  void anAnonymousCallerOfCodeThatNeedsATenantHasToSignIn() {
    assertThat(http.get("/api/site/private", ACME_HOST).status()).isEqualTo(401);
    assertThat(get("/api/site/private").body()).isEqualTo("Acme Corporation");
  }

  @Test
  @Tag("mistake-09")
  void withoutTheTenantFilterNothingIsServed() throws Exception {
    try (TestServer forgetful = TestServer.startWithoutFilter()) {
      RawHttp.Answer answer = forgetful.http().get("/api/site", ACME_HOST, fixture.acmeBearer());
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body()).contains("LH-TEN-110");
    }
  }

  private static RawHttp.Answer post(String body) {
    return http.send(
        List.of(
            "POST /api/orders HTTP/1.1",
            "Host: " + ACME_HOST,
            fixture.acmeBearer(),
            "Content-Type: application/json",
            "Content-Length: " + body.length()),
        body);
  }

  private static RawHttp.Answer get(String path) {
    return http.get(path, ACME_HOST, fixture.acmeBearer());
  }
}
