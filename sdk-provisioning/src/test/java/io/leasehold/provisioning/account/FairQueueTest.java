package io.leasehold.provisioning.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FairQueueTest {

  @Test
  void theNextAccountGoesToTheTenantThatHoldsTheFewest() {
    PoolBench bench = PoolBench.ready(2);
    List<Lease> classOfAcme = requests(bench, "acme", 6);

    Lease lateComer = bench.pool.request(wish("globex", 1));
    assertThat(bench.pool.rank(lateComer.id())).hasValue(1);
    assertThat(bench.pool.rank(classOfAcme.get(2).id())).hasValue(2);

    bench.pool.end(classOfAcme.get(0).id(), EndReason.COMPLETED);
    bench.runner.settle();

    assertThat(state(bench, lateComer)).isEqualTo(LeaseState.CLAIMED);
    assertThat(state(bench, classOfAcme.get(2))).isEqualTo(LeaseState.QUEUED);
    bench.invariants.hold();
  }

  @Test
  void twoTenantsWithLongQueuesAreServedByTurns() {
    PoolBench bench = PoolBench.ready(0);
    List<Lease> acme = requests(bench, "acme", 3);
    List<Lease> globex = requests(bench, "globex", 3);

    assertThat(ranks(bench, acme)).containsExactly(1, 3, 5);
    assertThat(ranks(bench, globex)).containsExactly(2, 4, 6);
  }

  @Test
  void aTenantAloneIsServedInTheOrderOfItsRequests() {
    PoolBench bench = PoolBench.ready(1);
    List<Lease> acme = requests(bench, "acme", 4);

    assertThat(ranks(bench, acme.subList(1, 4))).containsExactly(1, 2, 3);
  }

  private static List<Integer> ranks(PoolBench bench, List<Lease> leases) {
    return leases.stream().map(l -> bench.pool.rank(l.id()).orElseThrow()).toList();
  }

  private static LeaseState state(PoolBench bench, Lease lease) {
    return bench.pool.find(lease.id()).orElseThrow().state();
  }

  private static List<Lease> requests(PoolBench bench, String tenant, int count) {
    List<Lease> leases = new ArrayList<>();
    IntStream.range(0, count).forEach(i -> leases.add(bench.pool.request(wish(tenant, i))));
    return leases;
  }

  private static LeaseRequest wish(String tenant, int learner) {
    return PoolBench.wish(tenant, "learner-" + learner, "s3-basics", "key-" + learner);
  }
}
