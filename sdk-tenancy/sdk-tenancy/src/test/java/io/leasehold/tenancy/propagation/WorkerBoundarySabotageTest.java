package io.leasehold.tenancy.propagation;

import static io.leasehold.tenancy.propagation.Scopes.ACME;
import static io.leasehold.tenancy.propagation.Scopes.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.spi.ScopeTransfer;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The boundary is what keeps the last job's tenant away: without it, the next job has it. */
@Tag("mistake-15")
class WorkerBoundarySabotageTest {

  private static final WorkerBoundary NONE =
      new WorkerBoundary() {
        @Override
        public void before() {}

        @Override
        public void after(TenantScope own) {}
      };

  private final TenantWorker.Builder worker =
      TenantWorker.builder(InMemoryTenantRegistry.of(ACME, GLOBEX)).onLeak(leak -> {});

  @Test
  void withTheBoundaryTheThreadIsNobodysAfterARefusedMessage() throws Exception {
    assertThat(afterARefusedMessage(worker.build())).isEqualTo("nobody");
  }

  @Test
  void withoutItTheThreadIsStillTheLastTenants() throws Exception {
    assertThat(afterARefusedMessage(worker.buildWith(NONE))).isEqualTo("globex");
  }

  /** A pool's thread has leaked Globex; a message without a tenant comes; then a careless task. */
  private static String afterARefusedMessage(TenantWorker worker) throws Exception {
    ScopeTransfer globex = TenantScopes.call(GLOBEX, ScopeTransfer::ofCurrent);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      thread.submit(globex::begin).get();
      thread.submit(() -> worker.receive(Map.of(), new byte[0], () -> {})).get();
      return thread.submit(Scopes::seen).get();
    } finally {
      thread.shutdownNow();
    }
  }
}
