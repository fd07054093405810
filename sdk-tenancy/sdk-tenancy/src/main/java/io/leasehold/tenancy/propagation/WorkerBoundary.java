package io.leasehold.tenancy.propagation;

import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.internal.ScopeHolder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where one job ends and the next begins: nothing of a scope passes. */
interface WorkerBoundary {

  /** Before the work: whatever is there goes. */
  void before();

  /** After the work, still inside its scope: whatever it put on top goes. */
  void after(TenantScope own);

  /** The boundary that clears and tells. */
  static WorkerBoundary clearing(Consumer<ScopeLeak> onLeak) {
    return new WorkerBoundary() {
      @Override
      public void before() {
        tell(ScopeLeak.Moment.BEFORE, ScopeHolder.replace(null));
      }

      @Override
      public void after(TenantScope own) {
        TenantScope left = ScopeHolder.get();
        if (!own.equals(left)) {
          ScopeHolder.replace(own);
          tell(ScopeLeak.Moment.AFTER, left);
        }
      }

      private void tell(ScopeLeak.Moment moment, @Nullable TenantScope scope) {
        if (scope != null) {
          onLeak.accept(new ScopeLeak(moment, scope, Thread.currentThread().getName()));
        }
      }
    };
  }
}
