package io.leasehold.tenancy.jakarta;

import static io.leasehold.tenancy.jakarta.Fixture.ACME_HOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the annotations of resources do to requests; every route that there is is attacked. */
class GuardedRoutesTest {

  private static final TenantRoutes ROUTES =
      TenantRoutes.of("/api", List.of(GuardedResource.class, TestResource.class));

  private static Fixture fixture;
  private static RawHttp http;

  @BeforeAll
  static void start() throws Exception {
    fixture =
        new Fixture(TenantFilterSettings.defaults().withPlatformPaths("/scope/ops", "/api/labs2"));
    http = fixture.http();
  }

  @AfterEach
  void restore() {
    fixture.registry.save(fixture.acme);
  }

  @AfterAll
  static void stop() throws Exception {
    fixture.close();
  }

  static List<TenantRoute> routes() {
    return ROUTES.list();
  }

  static List<TenantRoute> platformRoutes() {
    return routes().stream().filter(route -> route.rule().isPlatforms()).toList();
  }

  static List<TenantRoute> tenantRoutes() {
    return routes().stream().filter(route -> !route.rule().isPlatforms()).toList();
  }

  @Test
  void theMatrixHasEveryRoute() {
    assertThat(routes()).hasSizeGreaterThan(20).hasSameSizeAs(new HashSet<>(routes()));
    assertThat(platformRoutes()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void withoutACredentialOnlyWhatIsOpenAnswers(TenantRoute route) {
    RawHttp.Answer answer = send(route, ACME_HOST);
    boolean open =
        route.rule() instanceof TenantRule.ForEverybody
            || route.path().startsWith("/api/site")
            || route.httpMethod().equals("OPTIONS");
    if (open && !route.path().endsWith("private") && !route.httpMethod().equals("OPTIONS")) {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).startsWith("Public");
    } else {
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.body()).contains("LH-TEN-101");
    }
  }

  @ParameterizedTest
  @MethodSource("tenantRoutes")
  @Tag("mistake-02")
  void anotherTenantsTokenOpensNoRoute(TenantRoute route) {
    RawHttp.Answer answer = send(route, ACME_HOST, fixture.globexBearer());
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("LH-TEN-104");
  }

  @ParameterizedTest
  @MethodSource("tenantRoutes")
  @Tag("mistake-03")
  void theOperatorsTokenOpensNoRouteOfATenant(TenantRoute route) {
    RawHttp.Answer answer = send(route, ACME_HOST, fixture.operatorBearer("operator"));
    assertThat(answer.status()).isEqualTo(403);
  }

  @ParameterizedTest
  @MethodSource("platformRoutes")
  @Tag("mistake-28")
  void aTenantsTokenOpensNoRouteOfThePlatformWhateverItsRoles(TenantRoute route) {
    RawHttp.Answer answer = send(route, ACME_HOST, fixture.acmeBearer());
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("LH-TEN-111");
  }

  @ParameterizedTest
  @MethodSource("routes")
  void aBadTokenOpensNoRouteNotEvenAnOpenOne(TenantRoute route) {
    RawHttp.Answer answer = send(route, ACME_HOST, "Authorization: Bearer x.y.z");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body()).contains("LH-TEN-102");
  }

  @ParameterizedTest
  @MethodSource("tenantRoutes")
  void aTenantThatOnlyReadsChangesNothing(TenantRoute route) {
    fixture.registry.save(fixture.acme.withStatus(TenantStatus.READ_ONLY));
    RawHttp.Answer answer = send(route, ACME_HOST, fixture.acmeBearer());
    if (List.of("GET", "HEAD", "OPTIONS").contains(route.httpMethod())) {
      assertThat(answer.body()).doesNotContain("LH-TEN-113");
    } else {
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.body()).contains("LH-TEN-113");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "PROPFIND", "get"})
  void anUnknownMethodIsTakenForAChange(String method) {
    fixture.registry.save(fixture.acme.withStatus(TenantStatus.READ_ONLY));
    assertThat(send(method, "/scope", ACME_HOST, fixture.acmeBearer()).status()).isEqualTo(403);
  }

  @Test
  void aMethodThatAHeaderOverridesIsCheckedAgain() {
    fixture.registry.save(fixture.acme.withStatus(TenantStatus.READ_ONLY));
    RawHttp.Answer answer =
        http.get(
            "/api/guarded/default",
            ACME_HOST,
            fixture.acmeBearer(),
            "X-HTTP-Method-Override: DELETE");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).contains("LH-TEN-113").doesNotContain("removed");
  }

  @Test
  void anAnnotationOpensExactlyOneMethodOfOnePath() {
    assertThat(http.get("/api/guarded/open", ACME_HOST).body()).isEqualTo("Public");
    assertThat(http.get("/api/guarded/open", ACME_HOST, fixture.acmeBearer()).body())
        .isEqualTo("tenant t-71c4");
    assertThat(http.get("/api/guarded/open/7", ACME_HOST).body()).isEqualTo("Public");
    assertThat(http.get("/api/guarded/open/mine", ACME_HOST).status()).isEqualTo(401);
    assertThat(http.get("/api/guarded/open/7/8", ACME_HOST).status()).isEqualTo(401);
    assertThat(http.get("/api/guarded/open;x/../default", ACME_HOST).status()).isEqualTo(401);
    assertThat(send("POST", "/api/guarded/open", ACME_HOST).status()).isEqualTo(401);
  }

  @Test
  void aResourceThatAHeaderOverrideReachesIsCheckedAgain() {
    RawHttp.Answer answer =
        http.get("/api/guarded/open", ACME_HOST, "X-HTTP-Method-Override: POST");
    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  void operatorsHaveTheirOwnDoor() {
    String operator = fixture.operatorBearer("operator");
    assertThat(http.get("/api/guarded/operators", "ops.example.com", operator).body())
        .isEqualTo("Platform");
    assertThat(http.get("/scope/ops", "ops.example.com", operator).body()).isEqualTo("Platform");
    assertThat(http.get("/scope/ops", ACME_HOST, fixture.acmeBearer()).status()).isEqualTo(403);
    assertThat(http.get("/scope/ops", ACME_HOST).status()).isEqualTo(401);
    assertThat(http.get("/scope/opsx", "ops.example.com", operator).status()).isEqualTo(404);
  }

  @Test
  void lookingAcrossTenantsNeedsTheRole() {
    assertThat(
            http.get("/api/guarded/everybody", ACME_HOST, fixture.operatorBearer("operator"))
                .body())
        .contains("LH-TEN-112");
    assertThat(
            http.get("/api/guarded/everybody", ACME_HOST, fixture.operatorBearer("auditor")).body())
        .endsWith("Platform");
  }

  @Test
  void partsOfTheRequestThatNameTheTenantHaveToAgree() {
    assertThat(member("/api/guarded/query?tenant=acme").status()).isEqualTo(200);
    assertThat(member("/api/guarded/query?tenant=globex").status()).isEqualTo(403);
    assertThat(member("/api/guarded/query?tenant=acme&tenant=globex").status()).isEqualTo(403);
    assertThat(member("/api/guarded/query").status()).isEqualTo(403);
    assertThat(member("/api/guarded/header").status()).isEqualTo(200);
    assertThat(member("/api/guarded/header", "X-Tenant: t-71c4").status()).isEqualTo(200);
    assertThat(member("/api/guarded/header", "X-Tenant: t-90ab").status()).isEqualTo(403);
    assertThat(member("/api/guarded/header", "X-Tenant: t-71c4, t-90ab").status()).isEqualTo(403);
    assertThat(member("/api/guarded/header?tenant=globex", "X-Tenant: t-71c4").status())
        .isEqualTo(403);
  }

  @Test
  @Tag("mistake-17")
  void noSharedCacheKeepsWhatATenantSees() {
    RawHttp.Answer plain = member("/api/guarded/default");
    assertThat(plain.header("Cache-Control")).contains("private, no-cache");
    assertThat(plain.header("Vary").orElse("")).contains("Authorization", "Host", "X-Api-Key");
    RawHttp.Answer cached = member("/api/guarded/cached");
    assertThat(cached.header("Cache-Control")).contains("max-age=60, private");
    assertThat(cached.header("Vary").orElse("")).contains("Accept", "Authorization");
    assertThat(member("/api/guarded/shared").header("Cache-Control"))
        .contains("public, max-age=60");
    assertThat(member("/scope").header("Cache-Control")).contains("private, no-cache");
  }

  @Test
  void aPreflightGoesOnToTheApplicationsCorsAsNobodys() {
    RawHttp.Answer answer =
        send(
            "OPTIONS",
            "/api/guarded/default",
            ACME_HOST,
            "Origin: https://app.example.com",
            "Access-Control-Request-Method: PUT");
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Access-Control-Allow-Origin")).contains("https://app.example.com");
    assertThat(answer.header("X-Scope")).contains("Public");
  }

  @Test
  void aPreflightOpensNothingElse() {
    String origin = "Origin: https://evil.example.com";
    String wanted = "Access-Control-Request-Method: GET";
    assertThat(send("OPTIONS", "/api/guarded/default", ACME_HOST).status()).isEqualTo(401);
    assertThat(send("OPTIONS", "/api/guarded/default", ACME_HOST, origin).status()).isEqualTo(401);
    assertThat(http.get("/api/guarded/default", ACME_HOST, origin, wanted).status()).isEqualTo(401);
    assertThat(send("OPTIONS", "/api/guarded/default", "nobody.localhost", origin, wanted).status())
        .isEqualTo(404);
    assertThat(
            send(
                    "OPTIONS",
                    "/api/guarded/default",
                    ACME_HOST,
                    origin,
                    wanted,
                    "X-HTTP-Method-Override: GET")
                .status())
        .isEqualTo(401);
  }

  private static RawHttp.Answer member(String path, String... headers) {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add(fixture.acmeBearer());
    return http.get(path, ACME_HOST, all.toArray(String[]::new));
  }

  private static RawHttp.Answer send(TenantRoute route, String host, String... headers) {
    return send(route.httpMethod(), route.pathWith("acme"), host, headers);
  }

  private static RawHttp.Answer send(String method, String path, String host, String... headers) {
    List<String> lines = new ArrayList<>(List.of(method + " " + path + " HTTP/1.1"));
    lines.add("Host: " + host);
    lines.addAll(List.of(headers));
    return http.send(lines);
  }
}
