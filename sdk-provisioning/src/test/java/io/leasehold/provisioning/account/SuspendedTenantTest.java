package io.leasehold.provisioning.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SuspendedTenantTest {

  @Test
  @Tag("mistake-27")
  void allLeasesOfASuspendedTenantEndAndNobodyElses() {
    PoolBench bench = PoolBench.ready(2);
    Lease active = bench.used("ada");
    Lease other = bench.pool.request(PoolBench.wish("globex", "bob", "s3-basics", "key"));
    Lease queued = bench.pool.request(PoolBench.wish("eve"));

    assertThat(bench.pool.endAll(TenantId.of("acme"))).isEqualTo(2);

    assertThat(bench.pool.find(active.id()).orElseThrow())
        .extracting(Lease::state, Lease::endReason)
        .containsExactly(LeaseState.ENDING, EndReason.TENANT_SUSPENDED);
    assertThat(bench.pool.find(queued.id()).orElseThrow().state()).isEqualTo(LeaseState.ENDED);
    assertThat(bench.pool.find(other.id()).orElseThrow().state()).isEqualTo(LeaseState.CLAIMED);
    bench.runner.settle();
    assertThat(bench.pool.find(active.id()).orElseThrow().state()).isEqualTo(LeaseState.ENDED);
    bench.invariants.hold();
  }

  @ParameterizedTest
  @EnumSource(
      value = TenantStatus.class,
      names = {"SUSPENDED", "OFFBOARDING", "DELETED"})
  void theUpkeepFindsWhatNobodyTold(TenantStatus status) {
    PoolBench bench = PoolBench.ready(1);
    Lease active = bench.used("ada");
    bench.tenants.save(PoolBench.tenant("acme").withStatus(status));

    bench.engine.lookAfterOnce();

    assertThat(bench.pool.find(active.id()).orElseThrow().state()).isEqualTo(LeaseState.ENDING);
  }

  @Test
  void anUnreadableRegistryEndsNobodysLease() {
    PoolBench bench = PoolBench.ready(1);
    Lease active = bench.used("ada");
    bench.tenants.reachable(false);

    bench.engine.lookAfterOnce();

    assertThat(bench.pool.find(active.id()).orElseThrow().state()).isEqualTo(LeaseState.ACTIVE);
  }
}
