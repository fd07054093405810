package io.leasehold.tenancy;

import java.util.Map;
import java.util.Set;

/** Work that had its turn for several tenants failed for some of them. */
public final class ForEachTenantException extends TenancyException {

  private final transient Map<TenantId, RuntimeException> failures;

  ForEachTenantException(Map<TenantId, RuntimeException> failures) {
    super(
        "LH-TEN-011",
        "the work failed for "
            + failures.size()
            + " tenant(s) and had its turn for all: "
            + abbreviated(failures.keySet())
            + "; what each threw is among the suppressed exceptions");
    this.failures = Map.copyOf(failures);
    failures.values().forEach(this::addSuppressed);
  }

  /** What was thrown, by tenant. */
  public Map<TenantId, RuntimeException> failures() {
    return failures;
  }

  private static String abbreviated(Set<TenantId> ids) {
    String first = String.join(", ", ids.stream().limit(10).map(TenantId::value).toList());
    return ids.size() > 10 ? first + ", ..." : first;
  }
}
