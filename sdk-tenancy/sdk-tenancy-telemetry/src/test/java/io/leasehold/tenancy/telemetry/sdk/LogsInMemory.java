package io.leasehold.tenancy.telemetry.sdk;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.logs.ConfigurableLogRecordExporterProvider;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.testing.exporter.InMemoryLogRecordExporter;

/** The log exporter with the name "memory"; found by the service loader. */
public final class LogsInMemory implements ConfigurableLogRecordExporterProvider {

  static final InMemoryLogRecordExporter EXPORTER = InMemoryLogRecordExporter.create();

  @Override
  public LogRecordExporter createExporter(ConfigProperties unused) {
    return EXPORTER;
  }

  @Override
  public String getName() {
    return "memory";
  }
}
