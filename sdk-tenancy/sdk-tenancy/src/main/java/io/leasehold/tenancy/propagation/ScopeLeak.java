package io.leasehold.tenancy.propagation;

import io.leasehold.tenancy.TenantScope;
import java.util.Objects;

/**
 * A scope that was on a worker's thread and had no business there.
 *
 * @param moment when it was found
 * @param scope the scope, which was cleared
 * @param thread the name of the thread
 */
public record ScopeLeak(Moment moment, TenantScope scope, String thread) {

  /** When a leak was found. */
  public enum Moment {
    /** Before the work: left by what ran there earlier, or the thread was started in a scope. */
    BEFORE,
    /** After the work: the work entered a scope and did not leave it. */
    AFTER
  }

  /** Requires all. */
  public ScopeLeak {
    Objects.requireNonNull(moment, "moment");
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(thread, "thread");
  }

  /** Whose scope it was, in a form for the log: an id, or a kind of scope, and no names. */
  public String owner() {
    return scope instanceof TenantScope.InTenant inTenant
        ? "tenant " + inTenant.tenant().id()
        : "the " + scope.getClass().getSimpleName() + " scope";
  }
}
