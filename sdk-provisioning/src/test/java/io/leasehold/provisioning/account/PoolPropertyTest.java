package io.leasehold.provisioning.account;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.leasehold.provisioning.account.spi.Creation;
import io.leasehold.provisioning.plan.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of requests, ends, crashes, broken clouds and passing time. After each event all
 * invariants hold. A failure names its seed, which repeats the history.
 */
@Tag("invariant-01")
@Tag("invariant-02")
@Tag("invariant-03")
@Tag("invariant-04")
@Tag("invariant-06")
@Tag("invariant-09")
@Tag("invariant-10")
@Tag("invariant-15")
class PoolPropertyTest {

  private static final int EVENTS = 100;

  private final List<Lease> leases = new ArrayList<>();

  @ParameterizedTest(name = "history {0}")
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
  void allInvariantsHoldAfterEachEventOfARandomHistory(long seed) {
    Random random = new Random(seed);
    PoolBench bench =
        new PoolBench(
            PoolSettings.builder()
                .target(2)
                .max(6)
                .creationsInFlight(3)
                .cooldown(Duration.ofMinutes(random.nextInt(3)))
                .build());
    List<Consumer<PoolBench>> events = events(random);
    for (int i = 0; i < EVENTS; i++) {
      int event = random.nextInt(events.size());
      events.get(event).accept(bench);
      assertThatCode(bench.invariants::hold)
          .as("the invariants after event %d, of kind %d", i + 1, event)
          .doesNotThrowAnyException();
    }
  }

  private List<Consumer<PoolBench>> events(Random random) {
    return List.of(
        bench -> request(bench, random),
        bench -> request(bench, random),
        bench -> activateAndUse(bench, random),
        bench -> activateAndUse(bench, random),
        bench -> end(bench, random),
        bench -> tick(bench, random, ManualRunner.Ending.RECORDED),
        bench -> tick(bench, random, ManualRunner.Ending.RECORDED),
        bench -> tick(bench, random, ManualRunner.Ending.RECORDED),
        bench -> tick(bench, random, ManualRunner.Ending.KILLED_BEFORE_THE_RECORD),
        bench -> bench.runner.settle(),
        bench -> bench.clock.advance(Duration.ofSeconds(random.nextInt(120))),
        bench -> bench.engine.lookAfterOnce(),
        bench -> weather(bench, random),
        bench -> releaseAll(bench));
  }

  private void request(PoolBench bench, Random random) {
    String learner = "learner-" + random.nextInt(8);
    try {
      leases.add(bench.pool.request(PoolBench.wish(learner, "lab", "key-" + random.nextInt(40))));
    } catch (LiveLeaseException | RequestKeyException e) {
      // The rules that these name are tested elsewhere.
    }
  }

  private void activateAndUse(PoolBench bench, Random random) {
    if (leases.isEmpty()) {
      return;
    }
    Lease known = leases.get(random.nextInt(leases.size()));
    Lease now = bench.pool.find(known.id()).orElseThrow();
    Epoch epoch = known.epoch() == null ? now.epoch() : known.epoch();
    if (epoch != null) {
      Lease after = bench.pool.activate(known.id(), epoch);
      if (after.state() == LeaseState.ACTIVE) {
        bench.cloud.use(after.account(), 1 + random.nextInt(4));
      }
    }
  }

  private void end(PoolBench bench, Random random) {
    if (!leases.isEmpty()) {
      EndReason[] reasons = EndReason.values();
      bench.pool.end(
          leases.get(random.nextInt(leases.size())).id(), reasons[random.nextInt(reasons.length)]);
    }
  }

  private static void tick(PoolBench bench, Random random, ManualRunner.Ending ending) {
    List<RunId> due =
        bench.runner.due().stream()
            .filter(run -> !bench.runner.plan(run).name().equals("pool-upkeep"))
            .toList();
    if (!due.isEmpty()) {
      bench.runner.tick(due.get(random.nextInt(due.size())), ending);
    }
  }

  private static void weather(PoolBench bench, Random random) {
    bench.cloud.cleanerBroken = random.nextInt(4) == 0;
    bench.cloud.overlooked = random.nextInt(4) == 0 ? 1 : 0;
    bench.cloud.createsSlowly = random.nextBoolean();
    switch (random.nextInt(4)) {
      case 0 -> bench.cloud.nextAnswers.add(new Creation.Later("ACCOUNT_LIMIT_EXCEEDED", true));
      case 1 -> bench.cloud.nextAnswers.add(new Creation.Later("TooManyRequests", false));
      case 2 -> bench.cloud.nextAnswers.add(new Creation.Refused("EMAIL_ALREADY_EXISTS"));
      default -> bench.cloud.nextAnswers.clear();
    }
  }

  private static void releaseAll(PoolBench bench) {
    bench.pool.accounts().stream()
        .filter(a -> a.state() == AccountState.QUARANTINED && a.id() != null)
        .forEach(a -> bench.pool.release(a.id()));
  }
}
