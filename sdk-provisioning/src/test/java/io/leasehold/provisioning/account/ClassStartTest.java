package io.leasehold.provisioning.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A whole class presses "start" in the same moment. */
class ClassStartTest {

  private static final int LEARNERS = 200;
  private static final int ACCOUNTS = 50;

  @Test
  @Tag("invariant-01")
  @Tag("invariant-02")
  void twoHundredLearnersShareFiftyAccountsAndNobodyIsLost() throws Exception {
    PoolBench bench = PoolBench.ready(ACCOUNTS);

    List<Lease> leases = allAtOnce(bench);

    List<Lease> claimed = leases.stream().filter(l -> l.state() == LeaseState.CLAIMED).toList();
    List<Lease> queued = leases.stream().filter(l -> l.state() == LeaseState.QUEUED).toList();
    assertThat(claimed).hasSize(ACCOUNTS);
    assertThat(claimed.stream().map(Lease::account)).doesNotHaveDuplicates();
    assertThat(queued).hasSize(LEARNERS - ACCOUNTS);
    assertThat(queued.stream().map(l -> bench.pool.rank(l.id()).orElseThrow()))
        .containsExactlyInAnyOrderElementsOf(oneTo(LEARNERS - ACCOUNTS));
    bench.invariants.hold();

    drain(bench);

    assertThat(leases.stream().map(l -> bench.pool.find(l.id()).orElseThrow()))
        .hasSize(LEARNERS)
        .allSatisfy(l -> assertThat(l.state()).isEqualTo(LeaseState.ENDED))
        .allSatisfy(l -> assertThat(l.account()).isNotNull());
    assertThat(bench.pool.status().ready()).isEqualTo(ACCOUNTS);
    assertThat(bench.runner.signalled())
        .containsExactlyInAnyOrderElementsOf(queued.stream().map(l -> l.id().toString()).toList());
    bench.invariants.hold();
  }

  private static List<Lease> allAtOnce(PoolBench bench) throws Exception {
    ExecutorService learners = Executors.newFixedThreadPool(LEARNERS);
    try {
      List<Callable<Lease>> starts = new ArrayList<>();
      for (int i = 0; i < LEARNERS; i++) {
        String learner = "learner-" + i;
        starts.add(() -> bench.pool.request(PoolBench.wish(learner)));
      }
      List<Lease> leases = new ArrayList<>();
      for (Future<Lease> start : learners.invokeAll(starts)) {
        leases.add(start.get());
      }
      return leases;
    } finally {
      learners.shutdownNow();
    }
  }

  /** Ends what is held and recycles, round after round, until nobody is left. */
  private static void drain(PoolBench bench) {
    int served = 0;
    while (bench.pool.status().live() > 0) {
      List<String> held =
          Database.column(
              "select id from leasehold_provisioning.lease where state = 'CLAIMED' order by seq");
      for (String id : held) {
        LeaseId lease = LeaseId.parse(id);
        bench.pool.activate(lease, bench.pool.find(lease).orElseThrow().epoch());
        bench.pool.end(lease, EndReason.COMPLETED);
        served++;
      }
      bench.runner.settle();
    }
    assertThat(served).isEqualTo(LEARNERS);
  }

  private static List<Integer> oneTo(int last) {
    List<Integer> ranks = new ArrayList<>();
    for (int rank = 1; rank <= last; rank++) {
      ranks.add(rank);
    }
    return ranks;
  }
}
