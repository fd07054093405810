/**
 * The tenant in logs, traces and metrics, by three rules: only a verified tenant is ever named, so
 * the name comes from the scope and from nowhere else; only its opaque id is written, never its
 * display name; and the number of time series does not grow with the number of tenants.
 *
 * <ul>
 *   <li>{@link io.leasehold.tenancy.telemetry.TenantLogContext} and {@link
 *       io.leasehold.tenancy.telemetry.TenantSpans} work by being on the class path.
 *   <li>{@link io.leasehold.tenancy.telemetry.TenantMeter} makes counters with a cap. There are no
 *       histograms in it, on purpose.
 *   <li>{@link io.leasehold.tenancy.telemetry.TenantBaggageGuard} keeps tenants out of baggage, in
 *       both directions.
 *   <li>The package {@code telemetry.sdk} installs all of this where the application has the
 *       OpenTelemetry SDK.
 * </ul>
 */
@NullMarked
package io.leasehold.tenancy.telemetry;

import org.jspecify.annotations.NullMarked;
