package io.leasehold.provisioning.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.provisioning.plan.RunId;
import io.leasehold.provisioning.plan.RunStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A plan that speaks for an epoch that is over must not touch the account any more. */
@Tag("invariant-03")
class StaleOrderTest {

  private final PoolBench bench = PoolBench.ready(1);

  @Test
  void aRecyclingThatWakesUpInTheNextLeaseIsIgnoredAndCounted() {
    RunId sleeper = sleepUntilTheNextLease();
    AccountId account = bench.pool.accounts().get(0).id();
    long before = bench.pool.status().staleCommands();

    bench.runner.tick(sleeper, ManualRunner.Ending.RECORDED);

    assertThat(bench.runner.at(sleeper).status).isEqualTo(RunStatus.FAILED);
    assertThat(bench.cloud.rooms.get(account).dirt).hasValue(5);
    assertThat(bench.pool.account(account).orElseThrow().state()).isEqualTo(AccountState.CLAIMED);
    assertThat(bench.pool.status().staleCommands()).isEqualTo(before + 1);
    bench.invariants.hold();
  }

  @Test
  void sabotageWithoutTheEpochTheSleeperDeletesWhatTheNextLearnerMade() {
    RunId sleeper = sleepUntilTheNextLease();
    AccountId account = bench.pool.accounts().get(0).id();
    Database.execute(
        "update leasehold_provisioning.pool_account set state = 'CLEANING', lease_id = null,"
            + " epoch = 1");

    bench.runner.tick(sleeper, ManualRunner.Ending.RECORDED);

    assertThat(bench.cloud.rooms.get(account).dirt).hasValue(0);
  }

  /** A recycling stands still behind its first step while the account is leased again and used. */
  private RunId sleepUntilTheNextLease() {
    Lease first = bench.used("ada");
    bench.pool.end(first.id(), EndReason.COMPLETED);
    RunId sleeper = recycling(bench);
    bench.runner.tick(sleeper, ManualRunner.Ending.RECORDED);
    quarantine(first.account());
    bench.pool.release(first.account());
    bench.runner.due().stream()
        .filter(run -> !run.equals(sleeper))
        .forEach(run -> finish(bench, run));
    Lease second = bench.pool.request(PoolBench.wish("bob"));
    bench.pool.activate(second.id(), second.epoch());
    bench.cloud.use(second.account(), 5);
    return sleeper;
  }

  private static RunId recycling(PoolBench bench) {
    return bench.runner.due().stream()
        .filter(run -> bench.runner.plan(run).name().equals("recycle-account"))
        .findFirst()
        .orElseThrow();
  }

  private static void finish(PoolBench bench, RunId run) {
    while (!bench.runner.at(run).status.finished()
        && !bench.runner.plan(run).name().equals("pool-upkeep")) {
      bench.runner.tick(run, ManualRunner.Ending.RECORDED);
    }
  }

  private static void quarantine(AccountId account) {
    Database.execute(
        "with moved as (update leasehold_provisioning.pool_account set state = 'QUARANTINED',"
            + " reason = 'by the test' where account_id = '"
            + account
            + "' returning id, epoch) insert into leasehold_provisioning.account_transition"
            + " (account, epoch, from_state, to_state, at)"
            + " select id, epoch, 'DRAINING', 'QUARANTINED', now() from moved");
  }
}
