package io.leasehold.provisioning.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.provisioning.account.spi.Creation;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreationTest {

  private final PoolBench bench =
      new PoolBench(
          PoolSettings.builder()
              .target(3)
              .max(3)
              .creationsInFlight(1)
              .creationDeadline(Duration.ofMinutes(25))
              .build());

  @ParameterizedTest
  @ValueSource(strings = {"ACCOUNT_LIMIT_EXCEEDED", "ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED"})
  @Tag("invariant-11")
  void aLimitIsWaitedForAndNeverAFailure(String code) {
    for (int i = 0; i < 40; i++) {
      bench.cloud.nextAnswers.add(new Creation.Later(code, true));
    }
    bench.pool.refill();

    for (int hours = 0; hours < 20; hours++) {
      bench.runner.settle();
      bench.clock.advance(Duration.ofHours(1));
      bench.engine.lookAfterOnce();
    }

    PoolAccount waiting = bench.pool.accounts().get(0);
    assertThat(waiting.state()).isEqualTo(AccountState.REQUESTED);
    assertThat(waiting.waitingFor()).isEqualTo(code);
    bench.cloud.nextAnswers.clear();
    bench.runner.settle();
    assertThat(bench.pool.status().ready()).isEqualTo(bench.settings.target());
    bench.invariants.hold();
  }

  @Test
  void aCreationThatEndsMakesRoomForTheNextOneAtOnce() {
    assertThat(bench.settings.creationsInFlight()).isLessThan(bench.settings.target());
    bench.pool.refill();

    bench.runner.settle();

    assertThat(bench.pool.status().ready()).isEqualTo(bench.settings.target());
  }

  @Test
  @Tag("invariant-10")
  void whileALimitStandsNoFurtherAccountIsRequested() {
    bench.cloud.nextAnswers.add(new Creation.Later("ACCOUNT_LIMIT_EXCEEDED", true));
    bench.pool.refill();
    bench.runner.settle();

    assertThat(bench.pool.refill()).isZero();
    assertThat(bench.pool.status().registered()).isEqualTo(1);
  }

  @Test
  @Tag("invariant-10")
  void creationsStayWithinTargetMaximumFlightAndDay() {
    assertThat(bench.pool.refill()).isEqualTo(1);
    assertThat(bench.pool.refill()).isZero();
    bench.runner.settle();
    bench.pool.refill();
    bench.runner.settle();
    bench.pool.refill();
    bench.runner.settle();
    assertThat(bench.pool.refill()).isZero();
    assertThat(bench.pool.status().ready()).isEqualTo(3);

    PoolBench daily =
        new PoolBench(PoolSettings.builder().target(9).max(9).creationsPerDay(2).build());
    assertThat(daily.pool.refill()).isEqualTo(2);
    assertThat(daily.pool.refill()).isZero();
    daily.clock.advance(Duration.ofHours(25));
    assertThat(daily.pool.refill()).isEqualTo(2);
  }

  @Test
  void aRefusalQuarantinesTheAccountWithTheReasonOfAws() {
    bench.cloud.nextAnswers.add(new Creation.Refused("INVALID_EMAIL"));
    bench.pool.refill();
    bench.runner.settle();

    PoolAccount refused = bench.pool.accounts().get(0);
    assertThat(refused.state()).isEqualTo(AccountState.QUARANTINED);
    assertThat(refused.reason()).contains("LH-PRV-213").contains("INVALID_EMAIL");
    bench.invariants.hold();
  }

  @Test
  void aTakenAddressThatIsOurOwnLostAnswerIsAdopted() {
    bench.cloud.createsSlowly = true;
    bench.pool.refill();
    var run = bench.runner.due().stream().filter(this::vends).findFirst().orElseThrow();
    bench.runner.tick(run, ManualRunner.Ending.RECORDED);
    Database.execute("update leasehold_provisioning.pool_account set ticket = null");
    bench.cloud.createsSlowly = false;

    bench.clock.advance(bench.settings.pollInterval());
    bench.runner.settle();

    // One creation for each account of the target: the lost answer cost no second one.
    assertThat(bench.cloud.creations).hasValue(bench.settings.target());
    assertThat(bench.cloud.crimes).isEmpty();
    assertThat(bench.pool.status().ready()).isEqualTo(bench.settings.target());
  }

  @Test
  void aCreationThatAwsLosesIsQuarantinedAtItsDeadline() {
    bench.cloud.nextAnswers.add(new Creation.InProgress("car-lost"));
    bench.pool.refill();
    bench.runner.settle();
    bench.clock.advance(Duration.ofMinutes(26));

    bench.engine.lookAfterOnce();

    PoolAccount lost = bench.pool.accounts().get(0);
    assertThat(lost.state()).isEqualTo(AccountState.QUARANTINED);
    assertThat(lost.reason()).contains("LH-PRV-215").contains("CREATING");
    bench.invariants.hold();
  }

  private boolean vends(io.leasehold.provisioning.plan.RunId run) {
    return bench.runner.plan(run).name().equals("vend-account");
  }
}
