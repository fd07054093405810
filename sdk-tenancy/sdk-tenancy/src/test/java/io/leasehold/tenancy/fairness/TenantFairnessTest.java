package io.leasehold.tenancy.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantFairnessTest {

  private static final Tier PREMIUM = Tier.of("premium");
  private static final Tenant ACME = Tenant.active(TenantId.of("acme"), PREMIUM);
  private static final Tenant GLOBEX = Tenant.active(TenantId.of("globex"), Tier.of("basic"));
  private static final Limits BASIC =
      Limits.of(Rate.perSecond(5)).withQuota(Quota.perDay(12)).withAtOnce(3);

  private final FakeTime time = new FakeTime();
  private final TenantFairness fairness =
      TenantFairness.builder(
              TenantLimits.byTier(Map.of(PREMIUM, Limits.of(Rate.perSecond(50))), BASIC))
          .anonymous(Limits.of(Rate.perSecond(2)), Limits.of(Rate.perSecond(5)))
          .time(time, time)
          .build();

  @Test
  @Tag("row-K31")
  void oneTenantsFloodLeavesTheAdmissionsOfAnotherUntouched() {
    List<Boolean> quiet = new ArrayList<>();
    for (int second = 0; second < 3; second++) {
      for (int i = 0; i < 5; i++) {
        for (int flood = 0; flood < 1_000; flood++) {
          finish(fairness.admit(ACME));
        }
        quiet.add(finish(fairness.admit(GLOBEX)));
        time.pass(Duration.ofMillis(200));
      }
    }
    // The quota of 12 is for a day, and midnight is after the first second, so 5 and 10 fit.
    assertThat(quiet).hasSize(15).containsOnly(true);
  }

  @Test
  @Tag("row-C30")
  void theTierOfTheVerifiedTenantDecidesHowMuchItMay() {
    assertThat(admitted(ACME, 100)).isEqualTo(50);
    assertThat(admitted(GLOBEX, 100)).isEqualTo(5);
  }

  @Test
  void aTierThatNobodyThoughtOfHasTheLimitsOfTheRest() {
    Tenant initech = Tenant.active(TenantId.of("initech"), Tier.of("gold"));
    assertThat(admitted(initech, 100)).isEqualTo(5);
  }

  @Test
  void theQuotaHoldsWhenTheRateDoesNot() {
    time.pass(Duration.ofSeconds(1));
    int all = 0;
    for (int second = 0; second < 10; second++) {
      all += admitted(GLOBEX, 5);
      time.pass(Duration.ofSeconds(1));
    }
    assertThat(all).isEqualTo(12);
    Admission refused = fairness.admit(GLOBEX);
    assertThat(refused).isInstanceOf(Admission.Refused.class);
    assertThat(((Admission.Refused) refused).limit()).isEqualTo(Admission.Limit.QUOTA);
    assertThat(((Admission.Refused) refused).retryAfter())
        .isEqualTo(Duration.ofDays(1).minusSeconds(10));
  }

  @Test
  void whatIsTooFastDoesNotUseUpTheQuota() {
    time.pass(Duration.ofSeconds(1));
    assertThat(admitted(GLOBEX, 1_000)).isEqualTo(5);
    time.pass(Duration.ofSeconds(1));
    assertThat(admitted(GLOBEX, 1_000)).isEqualTo(5);
    time.pass(Duration.ofSeconds(1));
    assertThat(admitted(GLOBEX, 1_000)).as("the rest of 12").isEqualTo(2);
  }

  @Test
  void soManyRequestsAreUnderWayAtOnceAndAPlaceIsGivenBackOnce() {
    List<Permit> permits = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      permits.add(((Admission.Admitted) fairness.admit(GLOBEX)).permit());
    }
    Admission refused = fairness.admit(GLOBEX);
    assertThat(((Admission.Refused) refused).limit()).isEqualTo(Admission.Limit.AT_ONCE);
    permits.get(0).close();
    permits.get(0).close();
    assertThat(fairness.admit(GLOBEX)).isInstanceOf(Admission.Admitted.class);
    assertThat(fairness.admit(GLOBEX)).isInstanceOf(Admission.Refused.class);
  }

  @Test
  void aRefusedRequestKeepsNoPlace() {
    assertThat(admitted(GLOBEX, 5)).isEqualTo(5);
    for (int i = 0; i < 10; i++) {
      Admission refused = fairness.admit(GLOBEX);
      assertThat(((Admission.Refused) refused).limit()).isEqualTo(Admission.Limit.RATE);
    }
  }

  @Test
  void workThatFailsGivesItsPlaceBack() {
    for (int i = 0; i < 4; i++) {
      assertThatThrownBy(
              () ->
                  TenantScopes.call(
                      GLOBEX,
                      () ->
                          fairness.call(
                              () -> {
                                throw new java.io.IOException("broken");
                              })))
          .isInstanceOf(java.io.IOException.class);
    }
    assertThat(finish(fairness.admit(GLOBEX))).isTrue();
    assertThatThrownBy(() -> TenantScopes.call(GLOBEX, () -> fairness.call(() -> "no")))
        .isInstanceOf(TooManyRequestsException.class)
        .hasMessageNotContaining("globex");
    assertThatThrownBy(() -> fairness.call(() -> "no")).isInstanceOf(TenantRequiredException.class);
  }

  @Test
  void manyThreadsTogetherGetNoMoreThanOne() {
    TenantFairness real =
        TenantFairness.builder(
                tenant -> Limits.of(new Rate(1, Duration.ofDays(1), 500)).withAtOnce(4))
            .build();
    AtomicInteger underWay = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger all = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      CompletableFuture.allOf(
              IntStream.range(0, 8)
                  .mapToObj(
                      thread ->
                          CompletableFuture.runAsync(
                              () -> {
                                for (int i = 0; i < 2_000; i++) {
                                  Admission admission = real.admit(GLOBEX);
                                  if (admission instanceof Admission.Admitted admitted) {
                                    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                                    all.incrementAndGet();
                                    underWay.decrementAndGet();
                                    admitted.permit().close();
                                  }
                                }
                              },
                              threads))
                  .toArray(CompletableFuture[]::new))
          .join();
    } finally {
      threads.shutdown();
    }
    assertThat(all).hasValue(500);
    assertThat(most.get()).isBetween(1, 4);
  }

  @Test
  void aTenantThatChangesItsTierBeginsANewCount() {
    assertThat(admitted(GLOBEX, 100)).isEqualTo(5);
    assertThat(admitted(Tenant.active(GLOBEX.id(), PREMIUM), 100)).isEqualTo(50);
  }

  @Test
  void anAnonymousFloodAtOneHostLeavesTheOtherHostAndTheMembersAlone() {
    for (int network = 0; network < 200; network++) {
      AnonymousCaller caller = AnonymousCaller.of(Optional.of(ACME), "10.0.0." + network);
      for (int i = 0; i < 10; i++) {
        finish(fairness.admit(caller));
      }
    }
    assertThat(finish(fairness.admit(AnonymousCaller.of(Optional.of(GLOBEX), "10.0.0.1"))))
        .as("the same network at another host")
        .isTrue();
    assertThat(admitted(ACME, 100)).as("the members of the flooded host").isEqualTo(50);
  }

  @Test
  void aNetworkThatFloodsLeavesTheOtherNetworksOfTheHostAlone() {
    int flood = 0;
    for (int i = 0; i < 1_000; i++) {
      flood += finish(fairness.admit(AnonymousCaller.of(Optional.of(ACME), "10.0.0.1"))) ? 1 : 0;
    }
    assertThat(flood).isEqualTo(2);
    assertThat(finish(fairness.admit(AnonymousCaller.of(Optional.of(ACME), "10.0.0.2")))).isTrue();
  }

  @Test
  void whatTheHostIsRefusedIsToldWithoutHowBusyTheHostIs() {
    for (int i = 0; i < 5; i++) {
      finish(fairness.admit(AnonymousCaller.of(Optional.of(ACME), "10.0.0." + i)));
    }
    Admission refused = fairness.admit(AnonymousCaller.of(Optional.of(ACME), "10.0.0.9"));
    assertThat(((Admission.Refused) refused).standings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, 10.1.2.3",
    "::ffff:10.1.2.3, 10.1.2.3",
    "2001:db8:1:2:3:4:5:6, 20010db800010002/64",
    "2001:db8:1:2::1, 20010db800010002/64",
    "fe80::1%eth0, fe80000000000000/64",
    "999.1.1.1, unknown",
    "evil.example, unknown",
    "'', unknown",
    ":::, unknown"
  })
  void aCallersNetworkIsItsIpv4AddressOrItsIpv6Prefix(String peer, String network) {
    assertThat(AnonymousCaller.of(Optional.empty(), peer).network()).isEqualTo(network);
  }

  @Test
  void aNetworkWaitsOnlyAfterItsOwnFailuresAndNotForLonger() {
    TenantFairness strict =
        TenantFairness.builder(tenant -> BASIC)
            .failures(Rate.perSecond(1).withBurst(2))
            .time(time, time)
            .build();
    for (int i = 0; i < 100; i++) {
      assertThat(strict.waitAfterFailures("192.0.2.1")).as("to ask is no failure").isZero();
    }
    strict.failed("192.0.2.1");
    strict.failed("192.0.2.1");
    assertThat(strict.waitAfterFailures("192.0.2.1")).isEqualTo(Duration.ofSeconds(1));
    assertThat(strict.waitAfterFailures("192.0.2.2")).isZero();
    time.pass(Duration.ofSeconds(1));
    assertThat(strict.waitAfterFailures("192.0.2.1")).isZero();
  }

  @Test
  void moreNetworksThanThereIsRoomForShareOneAllowance() {
    TenantFairness small =
        TenantFairness.builder(tenant -> BASIC)
            .anonymous(Limits.of(Rate.perSecond(2)), Limits.of(Rate.perSecond(1_000_000)))
            .maximumNetworks(100)
            .time(time, time)
            .build();
    int admitted = 0;
    for (int i = 0; i < 10_000; i++) {
      String peer = "2001:db8:%x:%x::1".formatted(i >> 8, i & 255);
      admitted += finish(small.admit(AnonymousCaller.of(Optional.empty(), peer))) ? 1 : 0;
    }
    assertThat(admitted).as("100 with room, and two of all others").isEqualTo(102);
    assertThat(small.networks()).isEqualTo(101);
    // When they are idle there is room again, and nobody gains more than its refill by it.
    time.pass(Duration.ofSeconds(2));
    assertThat(finish(small.admit(AnonymousCaller.of(Optional.empty(), "192.0.2.1")))).isTrue();
    assertThat(small.networks()).isEqualTo(1);
  }

  private int admitted(Tenant tenant, int requests) {
    int admitted = 0;
    for (int i = 0; i < requests; i++) {
      admitted += finish(fairness.admit(tenant)) ? 1 : 0;
    }
    return admitted;
  }

  private static boolean finish(Admission admission) {
    if (admission instanceof Admission.Admitted admitted) {
      admitted.permit().close();
      return true;
    }
    return false;
  }
}
