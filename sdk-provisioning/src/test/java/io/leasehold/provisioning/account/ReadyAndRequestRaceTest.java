package io.leasehold.provisioning.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.provisioning.plan.RunId;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A learner asks in the very moment in which an account comes free: nobody waits beside it. */
class ReadyAndRequestRaceTest {

  private static final int ROUNDS = 60;

  @Test
  void noLeaseStaysQueuedBesideAnAccountThatCameFreeMeanwhile() throws Exception {
    PoolBench bench = PoolBench.ready(1);
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        Lease holder = bench.pool.request(PoolBench.wish("ada", "lab", "ada-" + round));
        bench.pool.end(holder.id(), EndReason.COMPLETED);
        RunId run = untilReady(bench);
        String key = "bob-" + round;
        CyclicBarrier together = new CyclicBarrier(2);
        Future<?> arrival =
            two.submit(
                () -> {
                  together.await();
                  bench.runner.tick(run, ManualRunner.Ending.RECORDED);
                  return null;
                });
        Future<Lease> request =
            two.submit(
                () -> {
                  together.await();
                  return bench.pool.request(PoolBench.wish("bob", "lab", key));
                });
        arrival.get();
        Lease lease = bench.pool.find(request.get().id()).orElseThrow();

        assertThat(lease.state()).as("round %s", round).isEqualTo(LeaseState.CLAIMED);
        bench.pool.end(lease.id(), EndReason.COMPLETED);
        bench.runner.settle();
      }
    } finally {
      two.shutdownNow();
    }
    bench.invariants.hold();
  }

  private static RunId untilReady(PoolBench bench) {
    RunId run =
        bench.runner.due().stream()
            .filter(r -> bench.runner.plan(r).name().equals("recycle-account"))
            .findFirst()
            .orElseThrow();
    while (!bench.runner.nextStep(run).equals("ready")) {
      bench.runner.tick(run, ManualRunner.Ending.RECORDED);
    }
    return run;
  }
}
