package io.leasehold.tenancy.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.fairness.Admission;
import io.leasehold.tenancy.fairness.Limits;
import io.leasehold.tenancy.fairness.Rate;
import io.leasehold.tenancy.fairness.TenantFairness;
import io.leasehold.tenancy.fairness.TenantFairnessBuilder;
import io.leasehold.tenancy.fairness.TenantLimits;
import io.leasehold.tenancy.fairness.TooManyRequestsException;
import io.leasehold.tenancy.resolution.TrustedProxies;
import jakarta.servlet.AsyncContext;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.catalina.LifecycleException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TenantFairnessFilterTest {

  private static final String ACME = "acme.localhost";
  private static final String GLOBEX = "globex.localhost";

  // So slow that nothing refills during a test.
  private static final Rate FIVE = new Rate(1, Duration.ofDays(1), 5);
  private static final Rate THREE = new Rate(1, Duration.ofDays(1), 3);
  private static final Rate MANY = new Rate(1, Duration.ofDays(1), 10_000);

  private final TenantFairnessBuilder fairness =
      TenantFairness.builder(
              TenantLimits.byTier(
                  Map.of(Tier.of("premium"), Limits.of(FIVE).withAtOnce(1)), Limits.of(THREE)))
          .anonymous(Limits.of(THREE), Limits.of(MANY));

  private LimitedServer server;

  @AfterEach
  void stop() throws LifecycleException {
    server.close();
  }

  private RawHttp start() throws Exception {
    return start(TenantFilterSettings.defaults());
  }

  private RawHttp start(TenantFilterSettings settings) throws Exception {
    server = new LimitedServer(fairness.build(), settings);
    return server.http();
  }

  @Test
  @Tag("row-C30")
  void whatIsMoreThanTheTierAllowsIsAnswered429AndSaysWhenToComeBack() throws Exception {
    RawHttp http = start();
    List<RawHttp.Answer> answers =
        IntStream.range(0, 8)
            .mapToObj(i -> http.get("/api/labs", ACME, server.acmeBearer()))
            .toList();
    assertThat(answers.stream().map(RawHttp.Answer::status))
        .containsExactly(200, 200, 200, 200, 200, 429, 429, 429);
    assertThat(answers.get(0).header("RateLimit-Policy")).contains("\"rate\";q=1;w=86400");
    assertThat(answers.get(0).header("RateLimit").orElseThrow()).startsWith("\"rate\";r=4;t=");
    RawHttp.Answer refused = answers.get(5);
    assertThat(refused.header("Retry-After").map(Long::valueOf).orElseThrow())
        .isBetween(86_000L, 86_400L);
    assertThat(refused.header("RateLimit").orElseThrow()).startsWith("\"rate\";r=0;t=");
    assertThat(refused.header("Cache-Control")).contains("no-store");
    assertThat(refused.header("Content-Type").orElseThrow()).startsWith("application/problem+json");
    assertThat(refused.body()).contains("LH-TEN-120").doesNotContain("acme", "t-71c4");
  }

  @Test
  @Tag("row-K31")
  void oneTenantsFloodLeavesTheOthersRequestsUntouched() throws Exception {
    RawHttp http = start();
    for (int i = 0; i < 100; i++) {
      http.get("/api/labs", ACME, server.acmeBearer());
    }
    for (int i = 0; i < 3; i++) {
      assertThat(http.get("/api/labs", GLOBEX, server.globexBearer()).status()).isEqualTo(200);
    }
    assertThat(http.get("/api/labs", GLOBEX, server.globexBearer()).status()).isEqualTo(429);
  }

  @Test
  @Tag("row-C29")
  void nobodyUsesUpTheAllowanceOfATenantWithoutItsVerifiedToken() throws Exception {
    RawHttp http = start();
    for (int i = 0; i < 20; i++) {
      assertThat(http.get("/api/labs", ACME, "Authorization: Bearer x.y.z").status())
          .isEqualTo(401);
      assertThat(http.get("/api/labs", ACME, server.globexBearer()).status()).isEqualTo(403);
      assertThat(
              http.get("/api/labs", GLOBEX, "X-Tenant: acme", "X-Forwarded-Host: " + ACME).status())
          .isEqualTo(401);
    }
    for (int i = 0; i < 5; i++) {
      assertThat(http.get("/api/labs", ACME, server.acmeBearer()).status()).isEqualTo(200);
    }
  }

  @Test
  void anonymousCallersAreCountedByNetworkAndDoNotTalkThemselvesOutOfIt() throws Exception {
    RawHttp http = start();
    List<Integer> statuses =
        IntStream.range(0, 6)
            .mapToObj(i -> http.get("/", ACME, "X-Forwarded-For: 198.51.100." + i).status())
            .toList();
    assertThat(statuses).containsExactly(200, 200, 200, 429, 429, 429);
    assertThat(http.get("/api/labs", ACME, server.acmeBearer()).status())
        .as("members are not counted with them")
        .isEqualTo(200);
    assertThat(http.get("/", GLOBEX).status()).as("another host").isEqualTo(200);
  }

  @Test
  void behindATrustedProxyTheClientsAreToldApart() throws Exception {
    RawHttp http =
        start(TenantFilterSettings.defaults().withTrustedProxies(TrustedProxies.of("127.0.0.1")));
    for (int i = 0; i < 6; i++) {
      assertThat(http.get("/", ACME, "X-Forwarded-For: 198.51.100." + i).status()).isEqualTo(200);
    }
    for (int i = 0; i < 6; i++) {
      assertThat(http.get("/", ACME, "X-Forwarded-For: 10.9.9." + i + ", 203.0.113.1").status())
          .isEqualTo(i < 3 ? 200 : 429);
    }
  }

  @Test
  void anAsynchronousRequestKeepsItsPlaceUntilItIsOver() throws Exception {
    RawHttp http = start();
    CompletableFuture<RawHttp.Answer> slow =
        CompletableFuture.supplyAsync(() -> http.get("/api/wait", ACME, server.acmeBearer()));
    AsyncContext context = server.waiting.poll(20, TimeUnit.SECONDS);
    assertThat(context).isNotNull();
    RawHttp.Answer refused = http.get("/api/labs", ACME, server.acmeBearer());
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).contains("1");
    context.complete();
    assertThat(slow.get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
    // The container tells of the end after it has answered.
    org.awaitility.Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(http.get("/api/labs", ACME, server.acmeBearer()).status())
                    .isEqualTo(200));
  }

  @Test
  @Tag("mistake-26")
  void aNetworkThatTriesBadTokensAndUnknownHostsHasToWait() throws Exception {
    fairness.failures(THREE);
    RawHttp http = start();
    assertThat(http.get("/api/labs", ACME, "Authorization: Bearer x.y.z").status()).isEqualTo(401);
    assertThat(http.get("/", "nobody.localhost").status()).isEqualTo(404);
    assertThat(http.get("/api/labs", ACME, server.globexBearer()).status()).isEqualTo(403);
    RawHttp.Answer unknown = http.get("/", "nobody.localhost");
    RawHttp.Answer known = http.get("/", ACME);
    assertThat(unknown.status()).isEqualTo(429);
    assertThat(unknown.header("Retry-After").map(Long::valueOf).orElseThrow()).isPositive();
    assertThat(unknown.body())
        .contains("LH-TEN-122")
        .as("whether the host exists or not")
        .isEqualTo(known.body());
  }

  @Test
  void goodRequestsAndThoseWithoutATokenAreNoFailures() throws Exception {
    fairness.failures(THREE).anonymous(Limits.of(MANY), Limits.of(MANY));
    RawHttp http = start();
    for (int i = 0; i < 5; i++) {
      assertThat(http.get("/api/labs", ACME).status()).isEqualTo(401);
      assertThat(http.get("/api/labs", ACME, server.acmeBearer()).status()).isEqualTo(200);
      assertThat(http.get("/", ACME).status()).isEqualTo(200);
    }
  }

  @Test
  void whenTheSharedCountIsDownItIs503AndNotALimit() throws Exception {
    fairness.shared(
        (caller, allowance, wanted) -> {
          throw new IllegalStateException("down");
        });
    RawHttp http = start();
    RawHttp.Answer answer = http.get("/api/labs", ACME, server.acmeBearer());
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).contains("1");
    assertThat(answer.body()).contains("LH-TEN-121");
    assertThat(http.get("/", ACME).status()).as("anonymous are counted here").isEqualTo(200);
  }

  @Test
  void whatBelongsToNoTenantIsNotCounted() throws Exception {
    RawHttp http = start(TenantFilterSettings.defaults().withExemptPaths("/health"));
    for (int i = 0; i < 20; i++) {
      assertThat(http.get("/health", ACME).status()).isEqualTo(200);
    }
  }

  @Test
  void theExceptionOfALimitInsideIsTheSameAnswer() throws Exception {
    start();
    Response response =
        new TenancyExceptionMapper()
            .toResponse(
                new TooManyRequestsException(
                    new Admission.Refused(
                        Admission.Limit.QUOTA, Duration.ofMillis(1_500), List.of())));
    assertThat(response.getStatus()).isEqualTo(429);
    assertThat(response.getHeaderString("Retry-After")).isEqualTo("2");
  }
}
