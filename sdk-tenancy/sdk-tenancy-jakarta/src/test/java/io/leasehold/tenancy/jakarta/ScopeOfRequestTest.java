package io.leasehold.tenancy.jakarta;

import static io.leasehold.tenancy.jakarta.Fixture.ACME_HOST;
import static io.leasehold.tenancy.jakarta.Fixture.GLOBEX_HOST;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where the scope of a request reaches, and where it ends. */
class ScopeOfRequestTest {

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

  @Test
  @Tag("mistake-15")
  void theNextRequestOnTheThreadInheritsNothing() {
    for (String path : List.of("/scope", "/api/boom", "/scope/async/thread", "/api/events")) {
      http.get(path, ACME_HOST, fixture.acmeBearer());
      assertThat(http.get("/probe", ACME_HOST).body()).as("after " + path).isEqualTo("no scope");
      assertThat(http.get("/scope", GLOBEX_HOST, fixture.globexBearer()).body())
          .isEqualTo("tenant t-90ab");
    }
  }

  @Test
  void aDispatchOfTheContainerEntersTheScopeAgain() {
    assertThat(http.get("/scope/async/dispatch", ACME_HOST, fixture.acmeBearer()).body())
        .isEqualTo("tenant t-71c4");
    assertThat(http.get("/scope/async/dispatch", ACME_HOST).body()).isEqualTo("Public");
  }

  @Test
  @Tag("mistake-14")
  void aThreadOfItsOwnHasNoScopeUnlessTheWorkWasWrapped() {
    assertThat(http.get("/scope/async/thread", ACME_HOST, fixture.acmeBearer()).body())
        .isEqualTo("no scope");
    assertThat(http.get("/scope/async/wrapped", ACME_HOST, fixture.acmeBearer()).body())
        .isEqualTo("tenant t-71c4");
  }

  @Test
  void eventsThatAreSentLaterAreSentOutsideTheScope() {
    assertThat(http.get("/api/events", ACME_HOST, fixture.acmeBearer()).body())
        .contains("data: tenant t-71c4, then no scope");
  }

  @Test
  void aMembersWorkThatLostItsScopeIsOurFaultAndNotTheirs() {
    RawHttp.Answer answer = http.get("/api/lost-scope", ACME_HOST, fixture.acmeBearer());
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.body()).contains("LH-TEN-001").doesNotContain("TenantScopes");
  }
}
