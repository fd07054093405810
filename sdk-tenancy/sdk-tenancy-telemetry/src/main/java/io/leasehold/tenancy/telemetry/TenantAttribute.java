package io.leasehold.tenancy.telemetry;

import io.opentelemetry.api.common.AttributeKey;

/**
 * The name of the tenant's attribute, and the values that are no tenant's id. Those begin with
 * {@code _}, which the grammar of tenant ids has not, so no tenant can take one.
 */
public final class TenantAttribute {

  /** {@code leasehold.tenant}: on spans, log records and the counters of {@link TenantMeter}. */
  public static final AttributeKey<String> TENANT = AttributeKey.stringKey(TenantLogContext.KEY);

  /** All tenants together that have no time series of their own. */
  public static final String OTHER = "_other";

  /** Work that runs on behalf of no one tenant. */
  public static final String NONE = "_none";

  /** A span that does the work of several tenants. */
  public static final String SEVERAL = "_several";

  private TenantAttribute() {}
}
