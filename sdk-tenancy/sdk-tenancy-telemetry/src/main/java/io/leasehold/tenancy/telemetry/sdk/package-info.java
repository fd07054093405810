/**
 * For applications whose OpenTelemetry SDK can be configured: {@link
 * io.leasehold.tenancy.telemetry.sdk.TenantTelemetry} installs everything, by hand or by
 * autoconfiguration.
 */
@NullMarked
package io.leasehold.tenancy.telemetry.sdk;

import org.jspecify.annotations.NullMarked;
