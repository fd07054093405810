package io.leasehold.tenancy.telemetry;

import static io.leasehold.tenancy.telemetry.Workplace.ACME;
import static io.leasehold.tenancy.telemetry.Workplace.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantScopes;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("mistake-18")
class TenantMeterTest {

  private static final Duration WINDOW = Duration.ofMinutes(10);

  private final AtomicLong now = new AtomicLong();

  @Test
  void tenThousandTenantsAndAMillionEventsAreFiftyOneSeriesAndNoEventIsLost() {
    int events = Boolean.getBoolean("leasehold.long") ? 1_000_000 : 100_000;
    try (Exports exports = Exports.cumulative()) {
      TenantCounter counter = meter(exports, 50).counter("shop.orders", "orders");
      Tenant[] tenants = tenants(10_000);
      for (int i = 0; i < events; i++) {
        TenantScopes.run(tenants[i % tenants.length], counter::increment);
      }
      Map<String, Long> series = exports.next();
      System.out.printf(
          "%,d events of %,d tenants: %d series%n", events, tenants.length, series.size());
      assertThat(series).hasSize(51).containsKey(TenantAttribute.OTHER);
      assertThat(series.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(events);
    }
  }

  @Test
  void aCrowdOfQuietTenantsMovesNoBusyOne() {
    try (Exports exports = Exports.cumulative()) {
      TenantCounter counter = meter(exports, 10).counter("shop.orders", "orders");
      Tenant[] busy = tenants(10);
      Tenant[] crowd = tenants(2_000);
      for (int window = 0; window < 20; window++) {
        for (Tenant tenant : busy) {
          TenantScopes.run(tenant, () -> counter.add(100));
        }
        for (int i = 10; i < crowd.length; i++) {
          TenantScopes.run(crowd[i], counter::increment);
        }
        now.addAndGet(WINDOW.toNanos());
      }
      Map<String, Long> series = exports.next();
      assertThat(series.keySet())
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(
                      Arrays.stream(busy).map(tenant -> tenant.id().value()),
                      Stream.of(TenantAttribute.OTHER))
                  .toList());
      assertThat(series).containsEntry("t-0", 2_000L);
    }
  }

  @Test
  void aTenantThatBecomesBusyTakesTheSlotOfTheLeastBusyAndKeepsIt() {
    try (Exports exports = Exports.cumulative()) {
      TenantCounter counter = meter(exports, 2).counter("shop.orders", "orders");
      Tenant[] tenants = tenants(3);
      TenantScopes.run(tenants[0], () -> counter.add(100));
      TenantScopes.run(tenants[1], () -> counter.add(10));
      TenantScopes.run(tenants[2], () -> counter.add(50));
      assertThat(exports.next())
          .isEqualTo(Map.of("t-0", 100L, "t-1", 10L, TenantAttribute.OTHER, 50L));

      TenantScopes.run(tenants[1], () -> counter.add(5));
      now.addAndGet(WINDOW.toNanos());
      TenantScopes.run(tenants[2], () -> counter.add(7));

      // What t-1 did and nobody was told yet is among the others now; nothing is counted twice.
      assertThat(exports.next())
          .isEqualTo(Map.of("t-0", 100L, "t-2", 7L, TenantAttribute.OTHER, 55L));
      now.addAndGet(WINDOW.toNanos());
      TenantScopes.run(tenants[1], () -> counter.add(5));
      assertThat(exports.next()).containsOnlyKeys("t-0", "t-2", TenantAttribute.OTHER);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void underRandomLoadEveryExportIsSmallAndTheDifferencesAddUp(long seed) {
    Random random = new Random(seed);
    Tenant[] tenants = tenants(300);
    long counted = 0;
    long exported = 0;
    Set<String> everSeen = new HashSet<>();
    try (Exports exports = Exports.delta()) {
      TenantCounter counter = meter(exports, 20).counter("shop.orders", "orders");
      for (int step = 0; step < 200; step++) {
        int favourite = random.nextInt(tenants.length);
        for (int i = 0; i < 50; i++) {
          Tenant tenant =
              tenants[random.nextBoolean() ? favourite : random.nextInt(tenants.length)];
          int amount = random.nextInt(10);
          TenantScopes.run(tenant, () -> counter.add(amount));
          counted += amount;
        }
        now.addAndGet(random.nextLong(WINDOW.toNanos()));
        Map<String, Long> series = exports.next();
        assertThat(series).hasSizeLessThanOrEqualTo(21);
        exported += series.values().stream().mapToLong(Long::longValue).sum();
        everSeen.addAll(series.keySet());
      }
    }
    assertThat(exported).isEqualTo(counted);
    // Twenty, the others, and two a window that change hands.
    assertThat(everSeen).hasSizeLessThanOrEqualTo(21 + 2 * 200);
  }

  @Test
  void workOfNobodyIsNobodys() {
    try (Exports exports = Exports.cumulative()) {
      TenantCounter counter = meter(exports, 2).counter("shop.orders", "orders");
      counter.increment();
      TenantScopes.run(new TenantScope.Platform("report"), counter::increment);
      TenantScopes.run(ACME, counter::increment);
      assertThat(exports.next()).isEqualTo(Map.of(TenantAttribute.NONE, 2L, "t-1", 1L));
    }
  }

  @Test
  void aCounterThatIsClosedExportsNothing() {
    try (Exports exports = Exports.cumulative()) {
      TenantCounter counter = meter(exports, 2).counter("shop.orders", "orders");
      TenantScopes.run(ACME, counter::increment);
      counter.close();
      assertThat(exports.next()).isEmpty();
    }
  }

  @Test
  void noPublicMethodTakesATenantsNameOrMakesAHistogram() {
    for (Class<?> type : new Class<?>[] {TenantMeter.class, TenantCounter.class}) {
      for (Method method : type.getMethods()) {
        if (method.getDeclaringClass() == type && !method.getName().equals("counter")) {
          assertThat(method.getParameterTypes())
              .as(method.toString())
              .doesNotContain(String.class, Tenant.class);
        }
        assertThat(method.getReturnType().getSimpleName()).doesNotContain("Histogram");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, TenantMeter.MAX_SLOTS + 1})
  void aMeterWithoutACapIsRefused(int slots) {
    try (Exports exports = Exports.cumulative()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TenantMeter.of(exports.meter(), slots))
          .withMessageContaining("1 to 500");
    }
  }

  @Test
  void aCounterDoesNotGoDown() {
    try (Exports exports = Exports.cumulative()) {
      TenantCounter counter = TenantMeter.of(exports.meter(), 1).counter("shop.orders", "orders");
      assertThatIllegalArgumentException().isThrownBy(() -> counter.add(-1));
    }
  }

  private TenantMeter meter(Exports exports, int slots) {
    return new TenantMeter(exports.meter(), new TenantSlots(slots, WINDOW, now::get));
  }

  private static Tenant[] tenants(int number) {
    Tenant[] tenants = new Tenant[number];
    Arrays.setAll(tenants, i -> tenant("t-" + i));
    return tenants;
  }
}
