package io.leasehold.tenancy.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.spi.SharedAllowances;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each guard of fairness, and what happens without it. */
@Tag("row-K31")
class FairnessSabotageTest {

  private static final Tenant ACME = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  private static final Tenant GLOBEX = Tenant.active(TenantId.of("globex"), Tier.of("basic"));

  private final FakeTime time = new FakeTime();

  @Test
  void withOneCountForAllTheFloodTakesWhatTheOthersNeed() {
    Ledgers<String> ledgers = new Ledgers<>(10, "others", time);
    assertThat(afterFlood(ledgers, tenant -> "all")).isInstanceOf(Admission.Refused.class);
    assertThat(afterFlood(ledgers, tenant -> tenant.id().value()))
        .isInstanceOf(Admission.Admitted.class);
  }

  private Admission afterFlood(Ledgers<String> ledgers, Function<Tenant, String> key) {
    Limits limits = Limits.of(Rate.perSecond(10));
    MeterFactory factory = new MeterFactory(Optional.empty(), OptionalInt.empty(), time, time);
    for (int i = 0; i < 1_000; i++) {
      ledgers.admit(key.apply(ACME), limits, unused -> factory.localLedger(limits));
    }
    return ledgers.admit(key.apply(GLOBEX), limits, unused -> factory.localLedger(limits));
  }

  @Test
  void withLeasesThatNeverEndHoardedPermitsExceedTheBound() {
    SharedCount count = new SharedCount(time);
    SharedAllowances endless =
        (caller, allowance, wanted) -> {
          SharedAllowances.Lease lease = count.take(caller, allowance, wanted);
          return new SharedAllowances.Lease(
              lease.granted(),
              lease.remaining(),
              Duration.ofDays(1),
              lease.resetAfter(),
              lease.retryAfter());
        };
    Rate rate = Rate.perSecond(100);
    // Ten nodes take their fifth one after the other, a second apart, and spend it all at once.
    double most = rate.burst() + rate.permits();
    assertThat((double) hoarded(endless, rate)).isGreaterThan(most);
    assertThat((double) hoarded(count, rate)).isLessThanOrEqualTo(most);
  }

  private int hoarded(SharedAllowances shared, Rate rate) {
    TenantFairness[] nodes = new TenantFairness[12];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] =
          TenantFairness.builder(tenant -> Limits.of(rate)).shared(shared).time(time, time).build();
      nodes[i].admit(ACME);
      time.pass(Duration.ofSeconds(1));
    }
    int atOnce = 0;
    for (int i = 0; i < 10_000; i++) {
      Admission admission = nodes[i % nodes.length].admit(ACME);
      atOnce += admission instanceof Admission.Admitted ? 1 : 0;
    }
    return atOnce;
  }

  @Test
  void withATableThatForgetsBusyCallersAnAttackerGetsANewAllowanceByBringingOthers() {
    // What a plain cache of bounded size does when it is full: drop the oldest.
    Map<String, RateMeter> cache =
        new java.util.LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, RateMeter> eldest) {
            return size() > 10;
          }
        };
    int unguarded = 0;
    for (int i = 0; i < 1_000; i++) {
      Ticker ticker = time;
      RateMeter mine = cache.computeIfAbsent("me", key -> new RateMeter(Rate.perSecond(1), ticker));
      unguarded += mine.take() instanceof Meter.Granted ? 1 : 0;
      cache.computeIfAbsent("other-" + i, key -> new RateMeter(Rate.perSecond(1), ticker));
    }
    assertThat(unguarded).isGreaterThan(50);

    Limits limits = Limits.of(Rate.perSecond(1));
    MeterFactory factory = new MeterFactory(Optional.empty(), OptionalInt.empty(), time, time);
    Ledgers<String> ledgers = new Ledgers<>(10, "others", time);
    int guarded = 0;
    for (int i = 0; i < 1_000; i++) {
      Admission mine = ledgers.admit("me", limits, key -> factory.localLedger(limits));
      guarded += mine instanceof Admission.Admitted ? 1 : 0;
      ledgers.admit("other-" + i, limits, key -> factory.localLedger(limits));
    }
    assertThat(guarded).isEqualTo(1);
  }
}
