package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.resolution.TenantCandidate.Kind;
import java.util.List;

/** Turns the values that a request has under one name into a signal of its client. */
final class NamedValue {

  private NamedValue() {}

  /**
   * The signal.
   *
   * @param values none is no signal; several, even equal ones, are as suspicious as two hosts
   */
  static TenantResolution resolve(List<String> values, Kind kind, String source) {
    if (values.isEmpty()) {
      return TenantResolution.notApplicable();
    }
    if (values.size() > 1) {
      return TenantResolution.rejected(TrustLevel.CLIENT, source + " is there more than once");
    }
    String value = values.get(0);
    return kind.accepts(value)
        ? TenantResolution.resolved(new TenantCandidate(kind, value, TrustLevel.CLIENT, source))
        : TenantResolution.rejected(TrustLevel.CLIENT, source + " holds no tenant " + kind);
  }
}
