package io.leasehold.provisioning.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class QuarantineTest {

  @Test
  void aCleanerThatKeepsFailingPutsTheAccountIntoQuarantineWithTheReason() {
    PoolBench bench = PoolBench.ready(1);
    Lease lease = bench.used("ada");
    bench.cloud.cleanerBroken = true;

    bench.pool.end(lease.id(), EndReason.COMPLETED);
    bench.runner.settle();

    PoolAccount account = bench.pool.account(lease.account()).orElseThrow();
    assertThat(account.state()).isEqualTo(AccountState.QUARANTINED);
    assertThat(account.reason()).contains("IllegalStateException");
    assertThat(bench.pool.find(lease.id()).orElseThrow().state()).isEqualTo(LeaseState.ENDED);
    bench.invariants.hold();
  }

  @Test
  @Tag("invariant-04")
  void whatTheCleanerOverlooksTheVerifierStops() {
    PoolBench bench = PoolBench.ready(1);
    Lease lease = bench.used("ada");
    bench.cloud.overlooked = 1;

    bench.pool.end(lease.id(), EndReason.COMPLETED);
    settleWithTime(bench);

    PoolAccount account = bench.pool.account(lease.account()).orElseThrow();
    assertThat(account.state()).isEqualTo(AccountState.QUARANTINED);
    assertThat(account.reason()).contains("LH-PRV-212").contains("1 things left");
    bench.invariants.hold();
  }

  @Test
  @Tag("invariant-03")
  void aReleasedAccountIsRevokedAndCleanedAgainOneEpochFurther() {
    PoolBench bench = PoolBench.ready(1);
    Lease lease = bench.used("ada");
    bench.cloud.cleanerBroken = true;
    bench.pool.end(lease.id(), EndReason.COMPLETED);
    bench.runner.settle();
    bench.cloud.cleanerBroken = false;

    assertThat(bench.pool.release(lease.account())).isTrue();
    assertThat(bench.pool.release(lease.account())).isFalse();
    settleWithTime(bench);

    PoolAccount account = bench.pool.account(lease.account()).orElseThrow();
    assertThat(account.state()).isEqualTo(AccountState.READY);
    assertThat(account.epoch()).isEqualTo(new Epoch(2));
    assertThat(account.reason()).isNull();
    bench.invariants.hold();
  }

  @Test
  @Tag("invariant-08")
  void anAccountThatStandsTooLongInACleaningStateIsTakenOut() {
    PoolBench bench = PoolBench.ready(1);
    Lease lease = bench.used("ada");
    bench.pool.end(lease.id(), EndReason.COMPLETED);

    bench.clock.advance(bench.settings.stepDeadline().plusSeconds(1));
    bench.engine.lookAfterOnce();

    PoolAccount account = bench.pool.account(lease.account()).orElseThrow();
    assertThat(account.state()).isEqualTo(AccountState.QUARANTINED);
    assertThat(account.reason()).contains("DRAINING longer than PT2H");
    bench.runner.settle();
    assertThat(bench.pool.account(lease.account()).orElseThrow().state())
        .isEqualTo(AccountState.QUARANTINED);
    bench.invariants.hold();
  }

  @Test
  @Tag("invariant-10")
  void aQuarantinedAccountIsNoCapacityAndStillCountsAgainstTheMaximum() {
    PoolBench bench = PoolBench.ready(1);
    Lease lease = bench.used("ada");
    bench.cloud.cleanerBroken = true;
    bench.pool.end(lease.id(), EndReason.COMPLETED);
    bench.runner.settle();

    assertThat(bench.pool.refill()).isZero();
    assertThat(bench.pool.request(PoolBench.wish("bob")).state()).isEqualTo(LeaseState.QUEUED);
    bench.invariants.hold();
  }

  private static void settleWithTime(PoolBench bench) {
    for (int i = 0; i < 5; i++) {
      bench.runner.settle();
      bench.clock.advance(bench.settings.pollInterval());
    }
  }
}
