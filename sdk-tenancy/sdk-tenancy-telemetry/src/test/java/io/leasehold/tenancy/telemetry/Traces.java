package io.leasehold.tenancy.telemetry;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The real OpenTelemetry SDK with an exporter that a test asks. */
public final class Traces implements AutoCloseable {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final SdkTracerProvider provider;

  public Traces(SpanProcessor... more) {
    SdkTracerProviderBuilder builder =
        SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(exporter));
    for (SpanProcessor processor : more) {
      builder.addSpanProcessor(processor);
    }
    this.provider = builder.build();
  }

  /** Runs the work in a span. */
  public void span(String name, Runnable work) {
    Tracer tracer = provider.get("shop");
    var span = tracer.spanBuilder(name).startSpan();
    Context.current().with(span).wrap(work).run();
    span.end();
  }

  /** The spans that ended, by name, each with its tenant or null. */
  public Map<String, @Nullable String> tenants() {
    Map<String, @Nullable String> tenants = new HashMap<>();
    for (SpanData span : exporter.getFinishedSpanItems()) {
      tenants.put(span.getName(), span.getAttributes().get(TenantAttribute.TENANT));
    }
    return tenants;
  }

  @Override
  public void close() {
    provider.close();
  }
}
