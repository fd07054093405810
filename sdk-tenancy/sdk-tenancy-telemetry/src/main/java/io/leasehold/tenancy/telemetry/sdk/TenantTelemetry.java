package io.leasehold.tenancy.telemetry.sdk;

import io.leasehold.tenancy.telemetry.TenantBaggageGuard;
import io.leasehold.tenancy.telemetry.TenantLogContext;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;

/**
 * Installs the span and log processors and the baggage guard where OpenTelemetry configures itself;
 * found by it on the class path. Otherwise add {@link TenantSpanProcessor}, {@link
 * TenantLogRecordProcessor} and {@link TenantBaggageGuard} to the builder by hand.
 */
public final class TenantTelemetry implements AutoConfigurationCustomizerProvider {

  @Override
  public void customize(AutoConfigurationCustomizer configuration) {
    configuration
        .addTracerProviderCustomizer(
            (tracers, unused) -> tracers.addSpanProcessor(new TenantSpanProcessor()))
        // In front of the exporting processor: one behind it comes too late.
        .addLogRecordProcessorCustomizer(
            (exporting, unused) ->
                LogRecordProcessor.composite(new TenantLogRecordProcessor(), exporting))
        .addPropagatorCustomizer((propagator, unused) -> TenantBaggageGuard.around(propagator));
  }

  /**
   * Takes the tenant's attribute off every histogram, whoever put it there. Not installed by
   * itself, since OpenTelemetry gives a histogram that has another view as well two streams.
   *
   * @return the builder
   */
  public static SdkMeterProviderBuilder keepTenantsOffHistograms(SdkMeterProviderBuilder meters) {
    return meters.registerView(
        InstrumentSelector.builder().setType(InstrumentType.HISTOGRAM).build(),
        View.builder().setAttributeFilter(name -> !name.equals(TenantLogContext.KEY)).build());
  }
}
