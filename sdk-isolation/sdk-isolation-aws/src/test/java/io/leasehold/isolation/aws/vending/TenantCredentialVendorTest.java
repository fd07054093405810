package io.leasehold.isolation.aws.vending;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static io.leasehold.isolation.aws.fixture.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.fixture.LoopbackAws;
import io.leasehold.isolation.aws.fixture.MovableClock;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.internal.SessionNames;
import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.policy.PolicyBudgetException;
import io.leasehold.isolation.aws.policy.PolicyCompiler;
import io.leasehold.isolation.aws.scope.DynamoDbPooledScope;
import io.leasehold.isolation.aws.session.CredentialVendingException;
import io.leasehold.isolation.aws.session.CredentialVendingException.Reason;
import io.leasehold.tenancy.TenantId;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class TenantCredentialVendorTest {

  private final MovableClock clock = new MovableClock();
  private final StubSts sts = new StubSts(clock);
  // Refresh is due at 65 % of the lifetime.
  private final TenantCredentialVendor vendor =
      Samples.vendor(sts).clock(clock).jitter(() -> 0.5).build();

  @AfterEach
  void close() {
    sts.close();
  }

  private TenantCredentials vend(TenantId tenant) {
    return vendor.vend(tenant).toCompletableFuture().join();
  }

  private CredentialVendingException refusal(TenantId tenant) {
    try {
      vend(tenant);
    } catch (CompletionException e) {
      return (CredentialVendingException) e.getCause();
    }
    throw new AssertionError("credentials were vended");
  }

  @Test
  void asks_sts_for_the_role_under_the_tenants_policy_and_name() {
    vend(ACME);

    LoopbackAws.Seen call = sts.calls().get(0);
    assertThat(call.field("Action")).isEqualTo("AssumeRole");
    assertThat(call.field("RoleArn")).isEqualTo(Samples.ROLE);
    assertThat(call.field("RoleSessionName")).isEqualTo("t-acme");
    assertThat(call.field("DurationSeconds")).isEqualTo("3600");
    assertThat(call.field("Policy"))
        .isEqualTo(PolicyCompiler.compile(Samples.blueprint(), ACME).json());
    assertThat(call.accessKeyId()).isEqualTo("PLATFORM");
  }

  @Test
  void an_external_id_reaches_sts_when_there_is_one() {
    TenantCredentialVendor named = Samples.vendor(sts).clock(clock).externalId("labs-42").build();

    named.vend(ACME).toCompletableFuture().join();

    assertThat(sts.calls().get(0).field("ExternalId")).isEqualTo("labs-42");
  }

  @Test
  void tenants_never_share_credentials() {
    assertThat(vend(ACME).accessKeyId()).startsWith("ASIA-t-acme-");
    assertThat(vend(GLOBEX).accessKeyId()).startsWith("ASIA-t-globex-");
    assertThat(vend(ACME).tenant()).isEqualTo(ACME);
    assertThat(sts.calls()).hasSize(2);
  }

  @Test
  @Tag("attack-E10")
  void two_hundred_threads_and_a_slow_sts_make_one_call() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    sts.answerAfter(gate);
    CountDownLatch asked = new CountDownLatch(200);
    ExecutorService threads = Executors.newFixedThreadPool(200);
    try {
      List<Future<String>> keys = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        keys.add(
            threads.submit(
                () -> {
                  var credentials = vendor.vend(ACME).toCompletableFuture();
                  asked.countDown();
                  return credentials.get(30, TimeUnit.SECONDS).accessKeyId();
                }));
      }
      assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
      gate.countDown();
      for (Future<String> key : keys) {
        assertThat(key.get(30, TimeUnit.SECONDS)).isEqualTo("ASIA-t-acme-1");
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(sts.calls()).hasSize(1);
  }

  @Test
  @Tag("attack-E10")
  void a_caller_who_cancels_leaves_the_flight_to_the_others() {
    CountDownLatch gate = new CountDownLatch(1);
    sts.answerAfter(gate);
    CompletableFuture<TenantCredentials> impatient = vendor.vend(ACME).toCompletableFuture();
    CompletableFuture<TenantCredentials> patient = vendor.vend(ACME).toCompletableFuture();

    impatient.cancel(true);
    gate.countDown();

    assertThat(patient.join().accessKeyId()).isEqualTo("ASIA-t-acme-1");
    assertThat(impatient).isCancelled();
    assertThat(sts.calls()).hasSize(1);
  }

  @Test
  @Tag("attack-E10")
  void a_caller_cannot_slip_credentials_of_its_own_to_the_others() {
    CountDownLatch gate = new CountDownLatch(1);
    sts.answerAfter(gate);
    CompletableFuture<TenantCredentials> forger = vendor.vend(ACME).toCompletableFuture();
    CompletableFuture<TenantCredentials> honest = vendor.vend(ACME).toCompletableFuture();

    forger.complete(null);
    gate.countDown();

    assertThat(honest.join().accessKeyId()).isEqualTo("ASIA-t-acme-1");
  }

  @Test
  @Tag("attack-E10")
  void five_hundred_calls_of_a_refused_tenant_make_one_sts_call() {
    sts.refuseWith(403, "AccessDenied");

    for (int i = 0; i < 500; i++) {
      CredentialVendingException refusal = refusal(ACME);
      assertThat(refusal.reason()).isEqualTo(Reason.REFUSED);
      assertThat(refusal.code()).isEqualTo("LH-ISO-121");
      assertThat(refusal).hasMessageContaining("acme").hasMessageContaining("AccessDenied");
    }

    assertThat(sts.calls()).hasSize(1);
  }

  @Test
  void a_refusal_is_asked_again_after_5_10_20_and_30_seconds() {
    sts.refuseWith(400, "MalformedPolicyDocument");
    int[] waits = {5, 10, 20, 30, 30};
    for (int i = 0; i < waits.length; i++) {
      refusal(ACME);
      assertThat(sts.calls()).hasSize(i + 1);
      clock.advance(Duration.ofSeconds(waits[i]).minusMillis(1));
      refusal(ACME);
      assertThat(sts.calls()).hasSize(i + 1);
      clock.advance(Duration.ofMillis(1));
    }
    sts.recover();
    assertThat(vend(ACME).accessKeyId()).isEqualTo("ASIA-t-acme-1");
  }

  @Test
  @Tag("attack-E17")
  void a_throttle_is_not_remembered_of_the_tenant_but_slows_the_next_call_down() {
    sts.refuseWith(400, "Throttling");
    assertThat(refusal(ACME).reason()).isEqualTo(Reason.THROTTLED);
    sts.recover();

    assertThat(vend(ACME).accessKeyId()).isEqualTo("ASIA-t-acme-1");
    assertThat(sts.calls()).hasSize(2);
    assertThat(vendor.limiter().throttles()).isEqualTo(1);
  }

  @Test
  @Tag("attack-E10")
  void an_outage_is_asked_again_after_1_2_4_and_5_seconds() {
    sts.refuseWith(500, "InternalFailure");
    int[] waits = {1, 2, 4, 5, 5};
    for (int i = 0; i < waits.length; i++) {
      for (int resolve = 0; resolve < 100; resolve++) {
        assertThat(refusal(ACME).reason()).isEqualTo(Reason.UNAVAILABLE);
      }
      assertThat(sts.calls()).hasSize(i + 1);
      clock.advance(Duration.ofSeconds(waits[i]));
    }
    sts.recover();
    assertThat(vend(ACME).accessKeyId()).isEqualTo("ASIA-t-acme-1");
  }

  @Test
  @Tag("attack-E11")
  void credentials_are_not_handed_out_in_their_last_minute() {
    vend(ACME);
    sts.refuseWith(500, "InternalFailure"); // so that nothing can be refreshed ahead

    clock.advance(Duration.ofMinutes(59).minusMillis(1));
    assertThat(vend(ACME).accessKeyId()).isEqualTo("ASIA-t-acme-1");

    clock.advance(Duration.ofMillis(1));
    assertThat(refusal(ACME).reason()).isEqualTo(Reason.UNAVAILABLE);
  }

  @Test
  @Tag("attack-E11")
  void a_clock_five_minutes_slow_does_not_prolong_credentials() {
    // STS's clock is five minutes ahead of ours, so its expiry looks five minutes later.
    sts.lifetime(Duration.ofMinutes(65));
    vend(ACME);
    sts.refuseWith(500, "InternalFailure");

    clock.advance(Duration.ofMinutes(59));

    assertThat(refusal(ACME).reason()).isEqualTo(Reason.UNAVAILABLE);
  }

  @Test
  @Tag("attack-E11")
  void a_clock_five_minutes_fast_stops_early() {
    // STS's clock is five minutes behind ours, so its expiry looks five minutes earlier.
    sts.lifetime(Duration.ofMinutes(55));
    vend(ACME);
    sts.refuseWith(500, "InternalFailure");

    clock.advance(Duration.ofMinutes(54));

    assertThat(refusal(ACME).reason()).isEqualTo(Reason.UNAVAILABLE);
  }

  @Test
  @Tag("attack-E11")
  void credentials_that_are_nearly_over_when_they_arrive_are_refused() {
    sts.lifetime(Duration.ofSeconds(60));

    assertThat(refusal(ACME).reason()).isEqualTo(Reason.UNAVAILABLE);
    assertThat(sts.calls()).hasSize(1);
  }

  @Test
  void a_use_in_the_refresh_window_fetches_ahead_once_and_is_served_at_once() {
    vend(ACME);
    clock.advance(Duration.ofMinutes(39)); // 65 % of the hour
    CountDownLatch gate = new CountDownLatch(1);
    sts.answerAfter(gate);

    for (int i = 0; i < 50; i++) {
      assertThat(vendor.vend(ACME).toCompletableFuture()).isCompleted();
      assertThat(vend(ACME).accessKeyId()).isEqualTo("ASIA-t-acme-1");
    }
    gate.countDown();

    Awaitility.await()
        .untilAsserted(() -> assertThat(vend(ACME).accessKeyId()).isEqualTo("ASIA-t-acme-2"));
    assertThat(sts.calls()).hasSize(2);
  }

  @Test
  void a_tenant_that_nobody_uses_is_not_refreshed() {
    vend(ACME);
    clock.advance(Duration.ofMinutes(50));

    vend(GLOBEX);

    assertThat(sts.calls())
        .extracting(c -> c.field("RoleSessionName"))
        .containsExactly("t-acme", "t-globex");
  }

  @Test
  void a_failed_refresh_keeps_serving_and_is_retried_no_sooner_than_after_5_seconds() {
    vend(ACME);
    clock.advance(Duration.ofMinutes(45));
    sts.refuseWith(403, "AccessDenied");

    vend(ACME);
    Awaitility.await().untilAsserted(() -> assertThat(sts.calls()).hasSize(2));
    Awaitility.await().until(vendor::idle);
    for (int i = 0; i < 50; i++) {
      assertThat(vend(ACME).accessKeyId()).isEqualTo("ASIA-t-acme-1");
    }
    assertThat(sts.calls()).hasSize(2);

    clock.advance(Duration.ofSeconds(5));
    vend(ACME);
    Awaitility.await().untilAsserted(() -> assertThat(sts.calls()).hasSize(3));
  }

  @Test
  void an_sts_that_hangs_is_given_up() {
    sts.answerAfter(new CountDownLatch(1));
    TenantCredentialVendor hasty =
        Samples.vendor(sts).stsTimeout(Duration.ofMillis(300)).clock(clock).build();

    assertThatThrownBy(() -> hasty.vend(ACME).toCompletableFuture().join())
        .hasCauseInstanceOf(CredentialVendingException.class)
        .hasMessageContaining("STS did not answer");
  }

  @Test
  void an_sts_that_goes_away_in_flight_fails_its_callers_and_keeps_nobody_waiting() {
    sts.answerAfter(new CountDownLatch(1));
    CompletableFuture<TenantCredentials> airborne = vendor.vend(ACME).toCompletableFuture();

    sts.close();

    assertThat(airborne).failsWithin(Duration.ofSeconds(30));
    assertThat(refusal(ACME).reason()).isEqualTo(Reason.UNAVAILABLE);
  }

  @Test
  void a_forgotten_tenant_is_asked_anew_even_if_its_flight_was_airborne() {
    CountDownLatch gate = new CountDownLatch(1);
    sts.answerAfter(gate);
    CompletableFuture<TenantCredentials> early = vendor.vend(ACME).toCompletableFuture();
    vendor.forget(ACME);
    gate.countDown();
    early.join();

    assertThat(vend(ACME).accessKeyId()).isEqualTo("ASIA-t-acme-2");
    assertThat(sts.calls()).hasSize(2);
  }

  @Test
  @Tag("attack-E12")
  void memory_is_bounded_by_weight_and_eviction_only_costs_a_call() {
    TenantCredentialVendor small =
        Samples.vendor(sts).clock(clock).cache(CredentialCache.ofBytes(1000)).build();
    TenantCredentials first = small.vend(ACME).toCompletableFuture().join();
    for (int i = 0; i < 20; i++) {
      small.vend(TenantId.of("t" + i)).toCompletableFuture().join();
    }

    assertThat(small.cache().size()).isBetween(1L, 2L);
    assertThat(small.cache().bytes()).isLessThanOrEqualTo(1000);
    assertThat(first.accessKeyId()).isEqualTo("ASIA-t-acme-1");
    assertThat(small.vend(ACME).toCompletableFuture().join().accessKeyId())
        .startsWith("ASIA-t-acme-");
  }

  @Test
  void no_text_form_shows_a_secret() {
    TenantCredentials credentials = vend(ACME);

    assertThat(credentials.secretAccessKey()).isEqualTo("top-secret");
    assertThat(List.of(credentials.toString(), credentials.forAwsSdk().toString()))
        .allSatisfy(text -> assertThat(text).doesNotContain("top-secret", "hush-token"));
    assertThat(credentials).isNotInstanceOf(Serializable.class);
  }

  @Test
  @Tag("attack-A17")
  void session_names_fit_and_stay_apart() {
    String longest = "a".repeat(63);
    assertThat(SessionNames.of(TenantId.of(longest))).hasSize(64).isEqualTo("t" + longest);
    assertThat(SessionNames.of(TenantId.of("a".repeat(62)))).hasSize(64).startsWith("t-");
    assertThat(SessionNames.of(TenantId.of("a"))).isEqualTo("t-a");
  }

  @Test
  void a_blueprint_too_long_for_the_longest_tenant_id_is_found_out_at_start() {
    IsolationBlueprint.Builder large =
        IsolationBlueprint.builder("large").region("eu-central-1").account("111111111111");
    for (int i = 0; i < 60; i++) {
      large.allow(DynamoDbPooledScope.table("some-table-" + i + "x".repeat(120)));
    }

    assertThatExceptionOfType(PolicyBudgetException.class)
        .isThrownBy(() -> Samples.vendor(sts).blueprint(large.build()).build());
  }

  @ParameterizedTest
  @CsvSource({"PT14M59S", "PT12H1S"})
  void a_duration_that_sts_does_not_take_is_refused(Duration duration) {
    assertThatThrownBy(() -> Samples.vendor(sts).duration(duration).build())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
