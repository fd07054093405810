package io.leasehold.tenancy.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.fairness.Admission;
import io.leasehold.tenancy.fairness.Limits;
import io.leasehold.tenancy.fairness.Quota;
import io.leasehold.tenancy.fairness.Rate;
import io.leasehold.tenancy.fairness.TenantFairness;
import io.leasehold.tenancy.spi.SharedAllowances.Lease;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("row-K31")
class PostgresAllowancesTest {

  // So slow that nothing refills during a test, and periods that do not end during one.
  private static final Rate RATE = new Rate(1, Duration.ofDays(1), 100);
  private static final Quota QUOTA = new Quota(100, Duration.ofDays(366));

  private RegistryDatabase database;
  private PostgresAllowances allowances;

  @BeforeEach
  void open() {
    database = RegistryDatabase.migrated();
    allowances = new PostgresAllowances(database.platform());
  }

  @Test
  void theFirstWhoAskFindEverythingAndTheLastFindNothing() {
    assertThat(allowances.take("acme", RATE, 70).granted()).isEqualTo(70);
    Lease rest = allowances.take("acme", RATE, 70);
    assertThat(rest.granted()).isEqualTo(30);
    assertThat(rest.remaining()).isZero();
    Lease none = allowances.take("acme", RATE, 70);
    assertThat(none.granted()).isZero();
    assertThat(none.retryAfter()).isBetween(Duration.ofHours(23), Duration.ofDays(1));
    assertThat(allowances.take("globex", RATE, 70).granted()).as("nobody else's").isEqualTo(70);
  }

  @Test
  void aRateRefillsByTheClockOfTheDatabase() {
    allowances.take("acme", RATE, 100);
    RegistryDatabase.execute(
        database.owner(),
        "update leasehold_tenancy.fairness_rate set level_at = level_at - interval '2 days'");
    assertThat(allowances.take("acme", RATE, 10).granted()).isEqualTo(2);
    RegistryDatabase.execute(
        database.owner(),
        "update leasehold_tenancy.fairness_rate set level_at = level_at - interval '999 days'");
    assertThat(allowances.take("acme", RATE, 1_000).granted())
        .as("not beyond the burst")
        .isEqualTo(100);
  }

  @Test
  void aClockThatIsSetBackGivesNothingASecondTime() {
    allowances.take("acme", RATE, 100);
    allowances.take("acme", QUOTA, 100);
    RegistryDatabase.execute(
        database.owner(),
        "update leasehold_tenancy.fairness_rate set level_at = level_at + interval '3 days'");
    RegistryDatabase.execute(
        database.owner(), "update leasehold_tenancy.fairness_quota set period = period + 1");
    assertThat(allowances.take("acme", RATE, 1).granted()).isZero();
    assertThat(allowances.take("acme", QUOTA, 1).granted()).isZero();
  }

  @Test
  void aQuotaIsThereAgainInTheNextPeriod() {
    Lease all = allowances.take("acme", QUOTA, 1_000);
    assertThat(all.granted()).isEqualTo(100);
    assertThat(all.validFor()).isPositive().isLessThanOrEqualTo(QUOTA.per());
    assertThat(allowances.take("acme", QUOTA, 1).granted()).isZero();
    RegistryDatabase.execute(
        database.owner(), "update leasehold_tenancy.fairness_quota set period = period - 1");
    assertThat(allowances.take("acme", QUOTA, 1).granted()).isEqualTo(1);
  }

  @Test
  void aTierThatGotSmallerGivesNothingMoreThisPeriod() {
    allowances.take("acme", QUOTA, 50);
    Quota smaller = new Quota(20, QUOTA.per());
    Lease lease = allowances.take("acme", smaller, 5);
    assertThat(lease.granted()).isZero();
    assertThat(lease.remaining()).isZero();
    allowances.take("acme", RATE, 10);
    assertThat(allowances.take("acme", RATE.withBurst(5), 50).granted()).isEqualTo(5);
  }

  @Test
  void nodesThatAskAtOnceGetTogetherWhatThereIs() {
    AtomicInteger rate = new AtomicInteger();
    AtomicInteger quota = new AtomicInteger();
    inParallel(
        4,
        () -> {
          for (int i = 0; i < 20; i++) {
            rate.addAndGet((int) allowances.take("acme", RATE, 7).granted());
            quota.addAndGet((int) allowances.take("acme", QUOTA, 7).granted());
          }
        });
    assertThat(rate).hasValue(100);
    assertThat(quota).hasValue(100);
  }

  @Test
  void threeNodesAdmitTheQuotaAndAskTheDatabaseForAHundredthOfTheRequests() {
    Quota thousand = new Quota(1_000, Duration.ofDays(366));
    Tenant acme = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
    AtomicInteger questions = new AtomicInteger();
    AtomicInteger admitted = new AtomicInteger();
    inParallel(
        3,
        () -> {
          TenantFairness node =
              TenantFairness.builder(tenant -> Limits.unlimited().withQuota(thousand))
                  .shared(
                      (caller, allowance, wanted) -> {
                        questions.incrementAndGet();
                        return allowances.take(caller, allowance, wanted);
                      })
                  .build();
          for (int i = 0; i < 4_000; i++) {
            admitted.addAndGet(node.admit(acme) instanceof Admission.Admitted ? 1 : 0);
          }
        });
    assertThat(admitted).hasValue(1_000);
    assertThat(questions.get()).as("for 12,000 requests").isBetween(100, 110);
  }

  @Test
  void anOutageIsNeverAnAnswer() {
    assertThatThrownBy(
            () -> new PostgresAllowances(RegistryDatabase.unreachable()).take("acme", RATE, 1))
        .isInstanceOf(TenantRegistryUnavailableException.class);
  }

  @Test
  void whoWantsNothingIsRefused() {
    assertThatThrownBy(() -> allowances.take("acme", RATE, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void inParallel(int threads, Runnable work) {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      CompletableFuture.allOf(
              IntStream.range(0, threads)
                  .mapToObj(i -> CompletableFuture.runAsync(work, executor))
                  .toArray(CompletableFuture[]::new))
          .join();
    } finally {
      executor.shutdown();
    }
  }
}
