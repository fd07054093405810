package io.leasehold.provisioning.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.provisioning.plan.RunId;
import io.leasehold.provisioning.plan.RunStatus;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The process dies behind the work of each step in turn, and another one goes on. */
@Tag("invariant-09")
class CrashPointTest {

  @ParameterizedTest(name = "vend-account dies behind {0}")
  @ValueSource(strings = {"create-account", "enrol", "baseline", "clean", "verify", "ready"})
  void aCrashBehindAnyStepOfAVendCreatesNoSecondAccount(String step) {
    PoolBench bench =
        new PoolBench(PoolSettings.builder().target(1).max(1).creationsInFlight(1).build());
    bench.pool.refill();

    runWithACrashBehind(bench, "vend-account", step);

    assertThat(bench.cloud.creations).hasValue(1);
    assertThat(bench.pool.accounts()).hasSize(1);
    assertThat(bench.pool.status().ready()).isEqualTo(1);
    bench.invariants.hold();
  }

  @ParameterizedTest(name = "recycle-account dies behind {0}")
  @ValueSource(strings = {"revoke", "clean", "baseline", "verify", "cool-down", "ready"})
  void aCrashBehindAnyStepOfARecyclingStillGivesACleanAccount(String step) {
    PoolBench bench = PoolBench.ready(1);
    Lease lease = bench.used("ada");
    bench.pool.end(lease.id(), EndReason.COMPLETED);

    runWithACrashBehind(bench, "recycle-account", step);

    assertThat(bench.pool.status().ready()).isEqualTo(1);
    assertThat(bench.pool.find(lease.id()).orElseThrow().state()).isEqualTo(LeaseState.ENDED);
    bench.invariants.hold();
  }

  @ParameterizedTest(name = "ready is run again after the account was leased, {0} times")
  @ValueSource(ints = {1, 3})
  @Tag("invariant-03")
  void aReplayOfReadyDoesNotTakeTheAccountFromItsNewHolder(int times) {
    PoolBench bench = PoolBench.ready(1);
    Lease first = bench.used("ada");
    Lease next = bench.pool.request(PoolBench.wish("bob"));
    bench.pool.end(first.id(), EndReason.COMPLETED);
    RunId run = untilStep(bench, "recycle-account", "ready");
    long before = bench.pool.status().staleCommands();

    bench.runner.tick(run, ManualRunner.Ending.KILLED_BEFORE_THE_RECORD);
    for (int i = 0; i < times; i++) {
      bench.runner.tick(run, ManualRunner.Ending.KILLED_BEFORE_THE_RECORD);
    }

    assertThat(bench.pool.find(next.id()).orElseThrow().state()).isEqualTo(LeaseState.CLAIMED);
    assertThat(bench.pool.account(next.account() == null ? first.account() : next.account()))
        .get()
        .extracting(PoolAccount::lease)
        .isEqualTo(next.id());
    assertThat(bench.pool.status().staleCommands()).isEqualTo(before + times);
    bench.invariants.hold();
  }

  private static void runWithACrashBehind(PoolBench bench, String plan, String step) {
    RunId run = untilStep(bench, plan, step);
    bench.runner.tick(run, ManualRunner.Ending.KILLED_BEFORE_THE_RECORD);
    bench.invariants.hold();
    while (!bench.runner.at(run).status.finished()) {
      bench.runner.tick(run, ManualRunner.Ending.RECORDED);
      bench.invariants.hold();
      bench.clock.advance(bench.settings.pollInterval());
    }
    assertThat(bench.runner.at(run).status).isEqualTo(RunStatus.DONE);
  }

  private static RunId untilStep(PoolBench bench, String plan, String step) {
    RunId run =
        bench.runner.due().stream()
            .filter(r -> bench.runner.plan(r).name().equals(plan))
            .findFirst()
            .orElseThrow();
    while (!bench.runner.nextStep(run).equals(step)) {
      bench.runner.tick(run, ManualRunner.Ending.RECORDED);
      bench.clock.advance(bench.settings.pollInterval());
    }
    return run;
  }
}
