package io.leasehold.tenancy.telemetry;

import static io.leasehold.tenancy.telemetry.Workplace.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantScopes;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

@Tag("mistake-19")
class TenantBaggageGuardTest {

  private final TextMapPropagator guard =
      TenantBaggageGuard.around(W3CBaggagePropagator.getInstance());

  @ParameterizedTest
  @ValueSource(
      strings = {"leasehold.tenant", "Leasehold.Tenant", "tenant", "tenant.id", "TENANT_ID"})
  void aTenantInBaggageIsNotTakenIn(String name) {
    Baggage taken = Headers.received(guard, Map.of("baggage", name + "=globex,campaign=autumn"));
    assertThat(taken.asMap()).containsOnlyKeys("campaign");
  }

  @Test
  void aTenantInBaggageIsNotSentOn() {
    Baggage mine = Baggage.builder().put("tenant.id", "t-1").put("campaign", "autumn").build();
    assertThat(Headers.sent(guard, mine)).isEqualTo(Map.of("baggage", "campaign=autumn"));
  }

  @Test
  void baggageWithNothingButATenantSendsNoHeader() {
    assertThat(Headers.sent(guard, Baggage.builder().put("tenant", "t-1").build())).isEmpty();
  }

  @Test
  void aNameOfOnesOwnIsTakenOutAsWell() {
    TextMapPropagator stricter =
        TenantBaggageGuard.around(W3CBaggagePropagator.getInstance()).alsoWithout("Shop.Customer");
    Baggage mine = Baggage.builder().put("shop.customer", "t-1").put("tenant", "t-1").build();
    assertThat(Headers.sent(stricter, mine)).isEmpty();
  }

  @Test
  void baggageOpensNoScopeAndNamesNobodyInTheLog() {
    Baggage spoofed = Baggage.builder().put(TenantLogContext.KEY, "globex").build();
    Context.root()
        .with(spoofed)
        .wrap(
            () -> {
              assertThat(TenantContext.scope()).isEmpty();
              assertThat(MDC.get(TenantLogContext.KEY)).isNull();
              TenantScopes.run(
                  ACME, () -> assertThat(MDC.get(TenantLogContext.KEY)).isEqualTo("t-1"));
            })
        .run();
  }

  @Test
  void enteringAScopePutsNothingIntoBaggage() {
    TenantScopes.run(ACME, () -> assertThat(Headers.sent(guard, Baggage.current())).isEmpty());
  }

  /** What goes over the wire. */
  static final class Headers {

    private Headers() {}

    static Map<String, String> sent(TextMapPropagator propagator, Baggage baggage) {
      Map<String, String> headers = new HashMap<>();
      propagator.inject(Context.root().with(baggage), headers, Map::put);
      return headers;
    }

    static Baggage received(TextMapPropagator propagator, Map<String, String> headers) {
      return Baggage.fromContext(propagator.extract(Context.root(), headers, new MapGetter()));
    }
  }
}
