package io.leasehold.tenancy.telemetry;

import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.spi.ScopeObserver;
import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;

/**
 * Names the tenant on the span that was open when its scope was entered, normally the one of the
 * request. Works by being on the class path; the spans inside are named by {@code
 * sdk.TenantSpanProcessor}. Thread-safe.
 *
 * <p>A scope inside another one leaves the span as it is: the span is the work of the outer. Where
 * one span enters the scopes of several tenants in turn, it is named {@link
 * TenantAttribute#SEVERAL} instead of after whoever came last; that is noticed on one thread, not
 * across threads.
 */
public final class TenantSpans implements ScopeObserver {

  // "span id, tenant id" of what this thread named last: of constant size, and a plain text, so
  // that a pooled thread keeps no class of ours.
  private static final ThreadLocal<@Nullable String> NAMED_LAST = new ThreadLocal<>();

  /** For the service loader, which leaves it out where there is no OpenTelemetry. */
  public TenantSpans() {
    Span.getInvalid();
  }

  @Override
  public void moved(@Nullable TenantScope left, @Nullable TenantScope entered) {
    if (left == null && entered instanceof TenantScope.InTenant inTenant) {
      Span span = Span.current();
      if (span.isRecording()) {
        name(span, inTenant.tenant().id().value());
      }
    }
  }

  private static void name(Span span, String tenant) {
    String spanAnd = span.getSpanContext().getSpanId() + ' ';
    String last = NAMED_LAST.get();
    boolean another =
        last != null && last.startsWith(spanAnd) && !last.equals(spanAnd.concat(tenant));
    String value = another ? TenantAttribute.SEVERAL : tenant;
    span.setAttribute(TenantAttribute.TENANT, value);
    NAMED_LAST.set(spanAnd.concat(value));
  }
}
