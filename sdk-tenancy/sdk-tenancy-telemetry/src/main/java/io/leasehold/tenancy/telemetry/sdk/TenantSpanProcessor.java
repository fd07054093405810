package io.leasehold.tenancy.telemetry.sdk;

import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.telemetry.TenantAttribute;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** Names the tenant on every span that starts inside its scope. Thread-safe. */
public final class TenantSpanProcessor implements SpanProcessor {

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    TenantContext.current()
        .ifPresent(tenant -> span.setAttribute(TenantAttribute.TENANT, tenant.id().value()));
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {}

  @Override
  public boolean isEndRequired() {
    return false;
  }
}
