package io.leasehold.tenancy.telemetry.sdk;

import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.telemetry.TenantAttribute;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;

/**
 * Names the tenant on every log record that is written inside its scope, also where the logging
 * system has no log context of its own. Add it before the processor that exports. Thread-safe.
 */
public final class TenantLogRecordProcessor implements LogRecordProcessor {

  @Override
  public void onEmit(Context context, ReadWriteLogRecord record) {
    TenantContext.current()
        .ifPresent(tenant -> record.setAttribute(TenantAttribute.TENANT, tenant.id().value()));
  }
}
