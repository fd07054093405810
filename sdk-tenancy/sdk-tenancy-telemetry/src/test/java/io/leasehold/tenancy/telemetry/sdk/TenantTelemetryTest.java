package io.leasehold.tenancy.telemetry.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.telemetry.TenantAttribute;
import io.leasehold.tenancy.telemetry.Traces;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TenantTelemetryTest {

  private final Tenant acme = Tenant.active(TenantId.of("t-1"), Tier.of("basic"));

  @Test
  void aSpanThatStartsInsideAScopeIsNamedAndItsSiblingOutsideIsNot() {
    try (Traces traces = new Traces(new TenantSpanProcessor())) {
      traces.span("before", () -> {});
      TenantScopes.run(acme, () -> traces.span("database", () -> {}));
      traces.span("after", () -> {});
      assertThat(traces.tenants())
          .containsEntry("before", null)
          .containsEntry("database", "t-1")
          .containsEntry("after", null);
    }
  }

  @Test
  @Tag("mistake-19")
  void whereOpenTelemetryConfiguresItselfBeingOnTheClassPathIsEnough() {
    InMemorySpanExporter spans = InMemorySpanExporter.create();
    try (OpenTelemetrySdk telemetry = configured(spans)) {
      TenantScopes.run(
          acme,
          () -> {
            telemetry.getTracer("shop").spanBuilder("database").startSpan().end();
            telemetry.getLogsBridge().get("shop").logRecordBuilder().setBody("hello").emit();
          });
      assertThat(spans.getFinishedSpanItems())
          .singleElement()
          .extracting(span -> span.getAttributes().get(TenantAttribute.TENANT))
          .isEqualTo("t-1");
      telemetry.getSdkLoggerProvider().forceFlush().join(10, TimeUnit.SECONDS);
      assertThat(LogsInMemory.EXPORTER.getFinishedLogRecordItems())
          .singleElement()
          .extracting(log -> log.getAttributes().get(TenantAttribute.TENANT))
          .isEqualTo("t-1");

      Map<String, String> sent = new HashMap<>();
      Baggage mine = Baggage.builder().put("tenant", "t-1").put("campaign", "autumn").build();
      Span client = telemetry.getTracer("shop").spanBuilder("call").startSpan();
      telemetry
          .getPropagators()
          .getTextMapPropagator()
          .inject(Context.root().with(mine).with(client), sent, Map::put);
      assertThat(sent).containsEntry("baggage", "campaign=autumn").containsKey("traceparent");
    }
  }

  @Test
  @Tag("mistake-18")
  void noHistogramHasATenantWhoeverPutItThere() {
    InMemoryMetricReader reader = InMemoryMetricReader.create();
    try (SdkMeterProvider meters =
        TenantTelemetry.keepTenantsOffHistograms(
                SdkMeterProvider.builder().registerMetricReader(reader))
            .build()) {
      DoubleHistogram careless = meters.get("shop").histogramBuilder("latency").build();
      for (int i = 0; i < 100; i++) {
        careless.record(
            i,
            Attributes.builder()
                .put(TenantAttribute.TENANT, "t-" + i)
                .put("route", "/orders")
                .build());
      }
      assertThat(reader.collectAllMetrics())
          .singleElement()
          .satisfies(
              metric ->
                  assertThat(metric.getHistogramData().getPoints())
                      .singleElement()
                      .extracting(point -> point.getAttributes().size())
                      .isEqualTo(1));
    }
  }

  private static OpenTelemetrySdk configured(InMemorySpanExporter spans) {
    return AutoConfiguredOpenTelemetrySdk.builder()
        .disableShutdownHook()
        .addPropertiesSupplier(
            () ->
                Map.of(
                    "otel.traces.exporter", "none",
                    "otel.metrics.exporter", "none",
                    "otel.logs.exporter", "memory"))
        .addTracerProviderCustomizer(
            (tracers, unused) -> tracers.addSpanProcessor(SimpleSpanProcessor.create(spans)))
        .build()
        .getOpenTelemetrySdk();
  }
}
