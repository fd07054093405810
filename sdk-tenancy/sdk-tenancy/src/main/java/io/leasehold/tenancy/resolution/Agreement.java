package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.Tenant;
import java.util.List;

/** What the candidates of one request come to, taken together. */
sealed interface Agreement {

  /** All name this tenant, and a signature stands behind it. */
  record Agreed(Tenant tenant, List<TenantCandidate> evidence) implements Agreement {}

  /** A signature authorises some tenants, and nothing names one of them. */
  record Unchosen() implements Agreement {}

  /** At least two differ, one names nobody, or no signature stands behind them. */
  record Disagreed() implements Agreement {}
}
