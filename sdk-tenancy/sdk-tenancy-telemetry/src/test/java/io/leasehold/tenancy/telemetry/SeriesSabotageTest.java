package io.leasehold.tenancy.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantScopes;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The cap is what keeps the series few. Without it there are as many as OpenTelemetry itself lets
 * through, 2,000 in each instrument, and the tenants beyond those are lost.
 */
@Tag("mistake-18")
class SeriesSabotageTest {

  @Test
  void withTheCapTenThousandTenantsAreElevenSeries() {
    assertThat(seriesWith(new TenantSlots(10, Duration.ofMinutes(10), System::nanoTime)))
        .isEqualTo(11);
  }

  @Test
  void withoutItTheyAreAsManyAsTheSdkBears() {
    assertThat(
            seriesWith(
                new TenantSlots(Integer.MAX_VALUE, Duration.ofMinutes(10), System::nanoTime)))
        .isEqualTo(2_000);
  }

  private static int seriesWith(TenantSlots slots) {
    try (Exports exports = Exports.cumulative()) {
      TenantCounter counter =
          new TenantMeter(exports.meter(), slots).counter("shop.orders", "orders");
      for (int i = 0; i < 10_000; i++) {
        TenantScopes.run(Workplace.tenant("t-" + i), counter::increment);
      }
      return exports.next().size();
    }
  }
}
