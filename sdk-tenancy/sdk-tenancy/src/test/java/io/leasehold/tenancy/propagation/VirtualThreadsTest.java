package io.leasehold.tenancy.propagation;

import static io.leasehold.tenancy.propagation.Scopes.ACME;
import static io.leasehold.tenancy.propagation.Scopes.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantScopes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * Virtual threads exist from Java 21 on; the library is compiled for 17 and knows nothing of them.
 */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads need Java 21")
@Tag("mistake-14")
class VirtualThreadsTest {

  @Test
  void aThousandVirtualThreadsEachHaveTheTenantOfTheirSubmitter() throws Exception {
    ExecutorService threads = TenantExecutors.propagating(virtualThreadPerTask());
    List<Future<String>> seen = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      Tenant tenant = i % 2 == 0 ? ACME : GLOBEX;
      seen.add(TenantScopes.call(tenant, () -> threads.submit(yieldingWork())));
    }
    for (int i = 0; i < seen.size(); i++) {
      assertThat(seen.get(i).get()).isEqualTo(i % 2 == 0 ? "acme true" : "globex true");
    }
    threads.shutdown();
  }

  @Test
  @Tag("mistake-13")
  void aBareVirtualThreadHasNoTenant() throws Exception {
    ExecutorService threads = virtualThreadPerTask();
    assertThat(TenantScopes.call(ACME, () -> threads.submit(yieldingWork())).get())
        .isEqualTo("nobody true");
    threads.shutdown();
  }

  @Test
  void aFactoryOfVirtualThreadsCanCarryTheScopeItself() throws Exception {
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    ThreadFactory factory =
        (ThreadFactory)
            Class.forName("java.lang.Thread$Builder").getMethod("factory").invoke(builder);
    ExecutorService threads =
        (ExecutorService)
            Executors.class
                .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                .invoke(null, TenantExecutors.taskThreads(factory));
    assertThat(TenantScopes.call(ACME, () -> threads.submit(yieldingWork())).get())
        .isEqualTo("acme true");
    threads.shutdown();
  }

  /** Changes its carrier on the way. */
  private static Callable<String> yieldingWork() {
    return () -> {
      LockSupport.parkNanos(1);
      boolean virtual =
          (boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread());
      return Scopes.seen() + " " + virtual;
    };
  }

  private static ExecutorService virtualThreadPerTask() throws ReflectiveOperationException {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }
}
