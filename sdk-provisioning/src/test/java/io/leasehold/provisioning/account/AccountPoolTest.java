package io.leasehold.provisioning.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AccountPoolTest {

  @Test
  void aNewAccountIsCreatedMovedBaselinedVerifiedAndReady() {
    PoolBench bench = PoolBench.ready(1);

    PoolAccount account = bench.pool.accounts().get(0);
    assertThat(account.state()).isEqualTo(AccountState.READY);
    assertThat(account.epoch()).isEqualTo(Epoch.NONE);
    assertThat(bench.cloud.rooms.get(account.id()).inZone).isTrue();
    assertThat(
            Database.column(
                "select to_state from leasehold_provisioning.account_transition order by seq"))
        .containsExactly(
            "REQUESTED", "CREATING", "BASELINING", "CLEANING", "VERIFYING", "COOLING", "READY");
    bench.invariants.hold();
  }

  @Test
  void aRequestClaimsAFreeAccountAtOnceAndRaisesItsEpoch() {
    PoolBench bench = PoolBench.ready(1);

    Lease lease = bench.pool.request(PoolBench.wish("ada"));

    assertThat(lease.state()).isEqualTo(LeaseState.CLAIMED);
    assertThat(lease.epoch()).isEqualTo(new Epoch(1));
    PoolAccount account = bench.pool.account(lease.account()).orElseThrow();
    assertThat(account.state()).isEqualTo(AccountState.CLAIMED);
    assertThat(account.epoch()).isEqualTo(new Epoch(1));
    assertThat(account.lease()).isEqualTo(lease.id());
    bench.invariants.hold();
  }

  @Test
  void theSameRequestKeyGivesTheSameLeaseHoweverOften() {
    PoolBench bench = PoolBench.ready(2);

    Lease first = bench.pool.request(PoolBench.wish("ada"));
    Lease again = bench.pool.request(PoolBench.wish("ada"));

    assertThat(again).isEqualTo(first);
    assertThat(bench.pool.status().ready()).isEqualTo(1);
  }

  @Test
  void aRequestKeyWithOtherValuesIsRefused() {
    PoolBench bench = PoolBench.ready(2);
    bench.pool.request(PoolBench.wish("ada", "s3-basics", "key"));

    assertThatThrownBy(() -> bench.pool.request(PoolBench.wish("ada", "iam-basics", "key")))
        .isInstanceOf(RequestKeyException.class)
        .hasMessageContaining("new key");
  }

  @Test
  @Tag("invariant-01")
  void aPrincipalHasOneLiveLeaseForAPurpose() {
    PoolBench bench = PoolBench.ready(3);
    Lease first = bench.pool.request(PoolBench.wish("ada", "s3-basics", "one"));

    assertThatThrownBy(() -> bench.pool.request(PoolBench.wish("ada", "s3-basics", "two")))
        .isInstanceOfSatisfying(
            LiveLeaseException.class, e -> assertThat(e.lease()).isEqualTo(first.id()));
    assertThat(bench.pool.request(PoolBench.wish("ada", "iam-basics", "three")).state())
        .isEqualTo(LeaseState.CLAIMED);
    assertThat(bench.pool.status().ready()).isEqualTo(1);
    bench.invariants.hold();
  }

  @Test
  void aPrincipalMayStartAgainAsSoonAsTheLeaseIsEnding() {
    PoolBench bench = PoolBench.ready(2);
    Lease first = bench.pool.request(PoolBench.wish("ada", "s3-basics", "one"));
    bench.pool.end(first.id(), EndReason.COMPLETED);

    Lease second = bench.pool.request(PoolBench.wish("ada", "s3-basics", "two"));

    assertThat(second.state()).isEqualTo(LeaseState.CLAIMED);
    assertThat(second.account()).isNotEqualTo(first.account());
    bench.invariants.hold();
  }

  @Test
  void activationStartsTheClockOnce() {
    PoolBench bench = PoolBench.ready(1);
    Lease lease = bench.pool.request(PoolBench.wish("ada"));

    Lease active = bench.pool.activate(lease.id(), lease.epoch());
    bench.clock.advance(Duration.ofMinutes(10));
    Lease again = bench.pool.activate(lease.id(), lease.epoch());

    assertThat(lease.expiresAt()).isNull();
    assertThat(active.state()).isEqualTo(LeaseState.ACTIVE);
    assertThat(again.expiresAt()).isEqualTo(active.expiresAt());
  }

  @Test
  @Tag("invariant-03")
  void aCommandOfAnotherEpochIsIgnoredAndCounted() {
    PoolBench bench = PoolBench.ready(1);
    Lease lease = bench.pool.request(PoolBench.wish("ada"));

    Lease ignored = bench.pool.activate(lease.id(), lease.epoch().next());

    assertThat(ignored.state()).isEqualTo(LeaseState.CLAIMED);
    assertThat(bench.pool.status().staleCommands()).isEqualTo(1);
  }

  @Test
  @Tag("invariant-06")
  void anEndedLeaseGivesAVerifiedAccountBackOneEpochFurther() {
    PoolBench bench = PoolBench.ready(1);
    Lease lease = bench.used("ada");

    Lease ending = bench.pool.end(lease.id(), EndReason.COMPLETED);
    bench.runner.settle();
    bench.clock.advance(bench.settings.pollInterval());
    bench.runner.settle();

    assertThat(ending.state()).isEqualTo(LeaseState.ENDING);
    Lease ended = bench.pool.find(lease.id()).orElseThrow();
    assertThat(ended.state()).isEqualTo(LeaseState.ENDED);
    assertThat(ended.endReason()).isEqualTo(EndReason.COMPLETED);
    PoolAccount account = bench.pool.account(lease.account()).orElseThrow();
    assertThat(account.state()).isEqualTo(AccountState.READY);
    assertThat(account.epoch()).isEqualTo(new Epoch(1));
    assertThat(
            Database.column(
                "select to_state from leasehold_provisioning.account_transition"
                    + " where epoch = 1 order by seq"))
        .containsExactly(
            "CLAIMED", "DRAINING", "CLEANING", "BASELINING", "VERIFYING", "COOLING", "READY");
    bench.invariants.hold();
    assertThat(bench.pool.request(PoolBench.wish("bob")).epoch()).isEqualTo(new Epoch(2));
  }

  @Test
  void endingTwiceStartsOnePlanAndKeepsTheFirstReason() {
    PoolBench bench = PoolBench.ready(1);
    Lease lease = bench.used("ada");

    bench.pool.end(lease.id(), EndReason.COMPLETED);
    Lease again = bench.pool.end(lease.id(), EndReason.EXPIRED);

    assertThat(again.endReason()).isEqualTo(EndReason.COMPLETED);
    assertThat(Database.column("select key from manual_run where plan = 'recycle-account'"))
        .hasSize(1);
  }

  @Test
  void aQueuedLeaseThatIsEndedLeavesTheQueueAndTheRanksCloseUp() {
    PoolBench bench = PoolBench.ready(0);
    Lease first = bench.pool.request(PoolBench.wish("ada"));
    Lease second = bench.pool.request(PoolBench.wish("bob"));

    assertThat(bench.pool.rank(first.id())).hasValue(1);
    assertThat(bench.pool.rank(second.id())).hasValue(2);
    assertThat(bench.pool.end(first.id(), EndReason.CANCELLED).state()).isEqualTo(LeaseState.ENDED);
    assertThat(bench.pool.rank(first.id())).isEmpty();
    assertThat(bench.pool.rank(second.id())).hasValue(1);
    bench.invariants.hold();
  }

  @Test
  void theNextOfTheQueueIsServedAndToldInTheTransactionThatMakesTheAccountReady() {
    PoolBench bench = PoolBench.ready(1);
    Lease holder = bench.used("ada");
    Lease next = bench.pool.request(PoolBench.wish("bob"));
    Lease later = bench.pool.request(PoolBench.wish("eve"));

    bench.pool.end(holder.id(), EndReason.COMPLETED);
    bench.runner.settle();
    bench.clock.advance(bench.settings.pollInterval());
    bench.runner.settle();

    assertThat(bench.pool.find(next.id()).orElseThrow().state()).isEqualTo(LeaseState.CLAIMED);
    assertThat(bench.pool.find(later.id()).orElseThrow().state()).isEqualTo(LeaseState.QUEUED);
    assertThat(bench.runner.signalled()).containsExactly(next.id().toString());
    assertThat(bench.pool.rank(later.id())).hasValue(1);
    bench.invariants.hold();
  }

  @Test
  void aLeaseEndsWhenItsTimeIsOverAndAnAbandonedClaimEndsToo() {
    PoolBench bench = PoolBench.ready(2);
    Lease active = bench.used("ada");
    Lease abandoned = bench.pool.request(PoolBench.wish("bob"));

    bench.clock.advance(PoolBench.HOUR);
    bench.engine.lookAfterOnce();

    assertThat(bench.pool.find(active.id()).orElseThrow().endReason()).isEqualTo(EndReason.EXPIRED);
    assertThat(bench.pool.find(abandoned.id()).orElseThrow().endReason())
        .isEqualTo(EndReason.PROVISION_FAILED);
    bench.invariants.hold();
  }

  @Test
  void anUnknownLeaseIsNamed() {
    PoolBench bench = PoolBench.ready(0);
    LeaseId nobody = LeaseId.random();

    assertThatThrownBy(() -> bench.pool.end(nobody, EndReason.COMPLETED))
        .isInstanceOf(UnknownLeaseException.class)
        .hasMessageContaining(nobody.toString());
  }
}
