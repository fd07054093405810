package io.leasehold.tenancy.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.telemetry.TenantBaggageGuardTest.Headers;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With no name to take out, the tenant goes to whoever is called, and comes from whoever calls. */
@Tag("mistake-19")
class BaggageSabotageTest {

  private final TextMapPropagator guard =
      TenantBaggageGuard.around(W3CBaggagePropagator.getInstance());
  private final TextMapPropagator sabotaged =
      new TenantBaggageGuard(W3CBaggagePropagator.getInstance(), Set.of());

  @Test
  void outbound() {
    Baggage mine = Baggage.builder().put("tenant", "t-1").build();
    assertThat(Headers.sent(guard, mine)).isEmpty();
    assertThat(Headers.sent(sabotaged, mine)).isEqualTo(Map.of("baggage", "tenant=t-1"));
  }

  @Test
  void inbound() {
    Map<String, String> attack = Map.of("baggage", "tenant=globex");
    assertThat(Headers.received(guard, attack).asMap()).isEmpty();
    assertThat(Headers.received(sabotaged, attack).getEntryValue("tenant")).isEqualTo("globex");
  }
}
