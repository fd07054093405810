package io.leasehold.tenancy.telemetry;

import static io.leasehold.tenancy.telemetry.Workplace.ACME;
import static io.leasehold.tenancy.telemetry.Workplace.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantScopes;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TenantSpansTest {

  private final Traces traces = new Traces();

  @AfterEach
  void close() {
    traces.close();
  }

  @Test
  void theSpanOfARequestIsNamedWhenItsScopeIsEntered() {
    traces.span("request", () -> TenantScopes.run(ACME, () -> {}));
    assertThat(traces.tenants()).containsEntry("request", "t-1");
  }

  @Test
  @Tag("mistake-19")
  void aSpanOutsideEveryTenantHasNoTenantWhateverTheBaggageSays() {
    Baggage spoofed = Baggage.builder().put(TenantLogContext.KEY, "globex").build();
    Context.root()
        .with(spoofed)
        .wrap(
            () ->
                traces.span("refused", () -> TenantScopes.run(new TenantScope.Public(), () -> {})))
        .run();
    assertThat(traces.tenants()).containsEntry("refused", null);
  }

  @Test
  void aScopeInsideAnotherLeavesTheSpanOfTheOuter() {
    traces.span("request", () -> TenantScopes.run(ACME, () -> TenantScopes.run(GLOBEX, () -> {})));
    traces.span(
        "nightly report",
        () ->
            TenantScopes.run(
                new TenantScope.Platform("report"), () -> TenantScopes.run(GLOBEX, () -> {})));
    assertThat(traces.tenants())
        .containsEntry("request", "t-1")
        .containsEntry("nightly report", null);
  }

  @Test
  void aSpanThatDoesTheWorkOfSeveralTenantsIsNamedAfterNone() {
    traces.span(
        "batch",
        () -> {
          TenantScopes.run(ACME, () -> {});
          TenantScopes.run(GLOBEX, () -> {});
          TenantScopes.run(GLOBEX, () -> {});
        });
    traces.span("next", () -> TenantScopes.run(GLOBEX, () -> {}));
    assertThat(traces.tenants())
        .containsEntry("batch", TenantAttribute.SEVERAL)
        .containsEntry("next", "t-2");
  }

  @Test
  void aTenantThatComesTwiceIsStillOne() {
    traces.span(
        "request",
        () -> {
          TenantScopes.run(ACME, () -> {});
          TenantScopes.run(ACME, () -> {});
        });
    assertThat(traces.tenants()).containsEntry("request", "t-1");
  }
}
