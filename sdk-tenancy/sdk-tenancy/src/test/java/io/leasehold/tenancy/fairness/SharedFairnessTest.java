package io.leasehold.tenancy.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SharedFairnessTest {

  private static final Tenant ACME = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  private static final Tenant GLOBEX = Tenant.active(TenantId.of("globex"), Tier.of("basic"));

  private final FakeTime time = new FakeTime();
  private final SharedCount count = new SharedCount(time);

  static LongStream seeds() {
    return LongStream.range(0, 30);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @Tag("row-K31")
  void allNodesTogetherStayWithinTheStatedBound(long seed) {
    Random random = new Random(seed);
    Rate rate = new Rate(1 + random.nextInt(200), Duration.ofSeconds(1), 1 + random.nextInt(200));
    List<TenantFairness> nodes = nodes(1 + random.nextInt(5), Limits.of(rate));
    List<Long> granted = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      if (random.nextInt(4) == 0) {
        time.pass(Duration.ofMillis(random.nextInt(60)));
      }
      if (finish(nodes.get(random.nextInt(nodes.size())).admit(ACME))) {
        granted.add(time.read());
      }
    }
    assertThat(granted).isNotEmpty();
    long lease = SharedCount.LEASE.toNanos();
    for (int from = 0; from < granted.size(); from += 5) {
      for (int to = from; to < granted.size(); to += 11) {
        double most =
            rate.burst() + (granted.get(to) - granted.get(from) + lease) * rate.permitsPerNano();
        assertThat(to - from + 1).isLessThanOrEqualTo((int) Math.ceil(most + 1e-6));
      }
    }
  }

  @Test
  void aQuotaIsNeverExceededAndUsedToTheLastPermit() {
    List<TenantFairness> nodes = nodes(3, Limits.unlimited().withQuota(Quota.perDay(1_000)));
    time.pass(Duration.ofSeconds(1));
    int admitted = 0;
    for (int i = 0; i < 5_000; i++) {
      admitted += finish(nodes.get(i % 3).admit(ACME)) ? 1 : 0;
    }
    assertThat(admitted).isEqualTo(1_000);
    assertThat(count.questions).as("asked by batches of ten, and once in vain").isEqualTo(103);
  }

  @Test
  void aNodeThatDiesLosesAtMostWhatItLeased() {
    Limits limits = Limits.unlimited().withQuota(Quota.perDay(1_000));
    time.pass(Duration.ofSeconds(1));
    assertThat(finish(nodes(1, limits).get(0).admit(ACME))).isTrue();
    // It is gone with nine permits of its batch of ten.
    TenantFairness survivor = nodes(1, limits).get(0);
    int admitted = 0;
    for (int i = 0; i < 5_000; i++) {
      admitted += finish(survivor.admit(ACME)) ? 1 : 0;
    }
    assertThat(admitted).isEqualTo(990);
  }

  @Test
  void aFloodThatIsRefusedDoesNotReachTheDatabase() {
    TenantFairness node = nodes(1, Limits.of(Rate.perSecond(1_000))).get(0);
    int admitted = 0;
    for (int i = 0; i < 100_000; i++) {
      admitted += finish(node.admit(ACME)) ? 1 : 0;
      time.pass(Duration.ofNanos(100_000));
    }
    // Ten seconds: what was there at first and what came. Two questions for each fifth of the
    // burst.
    assertThat(admitted).isBetween(10_000, 11_000);
    assertThat(count.questions).isLessThanOrEqualTo(110);
  }

  @Test
  void permitsThatWereNotSpentInTimeAreNotSpentLater() {
    TenantFairness node = nodes(1, Limits.of(Rate.perSecond(100))).get(0);
    assertThat(finish(node.admit(ACME))).isTrue();
    long before = count.questions;
    time.pass(Duration.ofMillis(999));
    assertThat(finish(node.admit(ACME))).isTrue();
    assertThat(count.questions).isEqualTo(before);
    time.pass(Duration.ofMillis(1));
    assertThat(finish(node.admit(ACME))).isTrue();
    assertThat(count.questions).isEqualTo(before + 1);
  }

  @Test
  void whileTheCountIsDownNobodyIsTakenForWithinOrBeyondItsLimits() {
    TenantFairness node = nodes(1, Limits.of(Rate.perSecond(10))).get(0);
    assertThat(finish(node.admit(ACME))).isTrue();
    count.down = true;
    assertThat(finish(node.admit(ACME))).as("the rest of the lease of two").isTrue();
    assertThat(node.admit(ACME)).isInstanceOf(Admission.Unavailable.class);
    long asked = count.questions;
    for (int i = 0; i < 1_000; i++) {
      assertThat(node.admit(ACME)).isInstanceOf(Admission.Unavailable.class);
    }
    assertThat(count.questions)
        .as("an outage is not asked again for each request")
        .isEqualTo(asked);
    count.down = false;
    time.pass(LeasedMeter.RETRY_AFTER_OUTAGE);
    assertThat(finish(node.admit(ACME))).isTrue();
  }

  @Test
  void withAShareForOutagesANodeGoesOnWithinIt() {
    TenantFairness node =
        TenantFairness.builder(tenant -> Limits.of(Rate.perSecond(20)))
            .shared(count)
            .shareWhenDown(4)
            .time(time, time)
            .build();
    count.down = true;
    int admitted = 0;
    for (int i = 0; i < 100; i++) {
      admitted += finish(node.admit(ACME)) ? 1 : 0;
    }
    assertThat(admitted).isEqualTo(5);
  }

  @Test
  void aQuestionThatHangsForOneTenantHoldsUpNobodyElse() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    TenantFairness node =
        TenantFairness.builder(tenant -> Limits.of(Rate.perSecond(10)))
            .shared(
                (caller, allowance, wanted) -> {
                  if (caller.equals("acme")) {
                    asked.countDown();
                    await(answer);
                  }
                  return count.take(caller, allowance, wanted);
                })
            .build();
    CompletableFuture<Admission> hanging = CompletableFuture.supplyAsync(() -> node.admit(ACME));
    asked.await();
    assertThat(node.admit(GLOBEX)).isInstanceOf(Admission.Admitted.class);
    assertThat(node.admit(ACME)).as("waits for a while").isInstanceOf(Admission.Unavailable.class);
    answer.countDown();
    assertThat(hanging.get()).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void aNodeNeverSpendsMoreThanItAskedFor() {
    TenantFairness node =
        TenantFairness.builder(tenant -> Limits.of(Rate.perSecond(10)))
            .shared(
                (caller, allowance, wanted) ->
                    new io.leasehold.tenancy.spi.SharedAllowances.Lease(
                        1_000, 0, Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(9)))
            .time(time, time)
            .build();
    Admission.Admitted first = (Admission.Admitted) node.admit(ACME);
    assertThat(first.standings().get(0).remaining()).isEqualTo(1);
  }

  private List<TenantFairness> nodes(int number, Limits limits) {
    List<TenantFairness> nodes = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      nodes.add(TenantFairness.builder(tenant -> limits).shared(count).time(time, time).build());
    }
    return nodes;
  }

  private static boolean finish(Admission admission) {
    if (admission instanceof Admission.Admitted admitted) {
      admitted.permit().close();
      return true;
    }
    return false;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
