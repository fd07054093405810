package io.leasehold.tenancy.telemetry;

import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.util.Map;
import java.util.TreeMap;

/** The real OpenTelemetry SDK with a reader that a test asks. */
final class Exports implements AutoCloseable {

  private final InMemoryMetricReader reader;
  private final SdkMeterProvider provider;

  private Exports(InMemoryMetricReader reader) {
    this.reader = reader;
    this.provider = SdkMeterProvider.builder().registerMetricReader(reader).build();
  }

  static Exports cumulative() {
    return new Exports(InMemoryMetricReader.create());
  }

  static Exports delta() {
    return new Exports(InMemoryMetricReader.createDelta());
  }

  Meter meter() {
    return provider.get("shop");
  }

  /** The next export of the only instrument: tenant to value. */
  Map<String, Long> next() {
    Map<String, Long> series = new TreeMap<>();
    for (MetricData metric : reader.collectAllMetrics()) {
      metric
          .getLongSumData()
          .getPoints()
          .forEach(
              point ->
                  series.put(
                      String.valueOf(point.getAttributes().get(TenantAttribute.TENANT)),
                      point.getValue()));
    }
    return series;
  }

  @Override
  public void close() {
    provider.close();
  }
}
