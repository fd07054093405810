package io.leasehold.tenancy.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FairQueueTest {

  private static final TenantId ACME = TenantId.of("acme");
  private static final TenantId GLOBEX = TenantId.of("globex");
  private static final TenantId INITECH = TenantId.of("initech");

  @Test
  void whoComesAfterAFloodWaitsForOneTurnAndNotForTheFlood() {
    FairQueue<String> queue = new FairQueue<>(10_000, tenant -> 1);
    for (int i = 0; i < 10_000; i++) {
      assertThat(queue.offer(ACME, "acme-" + i)).isTrue();
    }
    assertThat(queue.offer(GLOBEX, "globex-0")).isTrue();
    assertThat(queue.poll()).contains("acme-0");
    assertThat(queue.poll()).contains("globex-0");
    assertThat(queue.poll()).contains("acme-1");
  }

  @Test
  void aTenantThatHasFilledItsRoomTakesNobodyElses() {
    FairQueue<Integer> queue = new FairQueue<>(2, tenant -> 1);
    assertThat(queue.offer(ACME, 1)).isTrue();
    assertThat(queue.offer(ACME, 2)).isTrue();
    assertThat(queue.offer(ACME, 3)).isFalse();
    assertThat(queue.offer(GLOBEX, 1)).isTrue();
    assertThat(queue.size()).isEqualTo(3);
    assertThat(queue.size(ACME)).isEqualTo(2);
    assertThat(queue.size(INITECH)).isZero();
  }

  @Test
  void aTurnIsAsLongAsTheWeight() {
    Map<TenantId, Integer> weights = Map.of(ACME, 3, GLOBEX, 1, INITECH, 0);
    List<TenantId> came = new ArrayList<>();
    for (TenantId tenant : List.of(ACME, GLOBEX, INITECH)) {
      IntStream.range(0, 6).forEach(i -> came.add(tenant));
    }
    assertThat(FairQueue.inTurns(came, tenant -> tenant, weights::get))
        .startsWith(ACME, ACME, ACME, GLOBEX, INITECH, ACME, ACME, ACME, GLOBEX, INITECH, GLOBEX)
        .hasSize(18);
  }

  static LongStream seeds() {
    return LongStream.range(0, 30);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nobodyWaitsForMoreThanOneTurnOfEachOther(long seed) {
    Random random = new Random(seed);
    Map<TenantId, Integer> weights = new HashMap<>();
    for (int i = 0; i < 5; i++) {
      weights.put(TenantId.of("t-" + i), 1 + random.nextInt(4));
    }
    List<TenantId> tenants = List.copyOf(weights.keySet());
    FairQueue<TenantId> queue = new FairQueue<>(1_000, weights::get);
    Map<TenantId, Map<TenantId, Integer>> servedWhileWaiting = new HashMap<>();
    for (int i = 0; i < 3_000; i++) {
      if (random.nextInt(5) < 3) {
        TenantId tenant = tenants.get(random.nextInt(tenants.size()));
        if (queue.offer(tenant, tenant)) {
          servedWhileWaiting.computeIfAbsent(tenant, unused -> new HashMap<>());
        }
        continue;
      }
      TenantId served = queue.poll().orElse(null);
      if (served == null) {
        continue;
      }
      servedWhileWaiting.forEach(
          (waiting, others) -> {
            if (!waiting.equals(served)) {
              assertThat(others.merge(served, 1, Integer::sum))
                  .isLessThanOrEqualTo(weights.get(served));
            }
          });
      if (queue.size(served) == 0) {
        servedWhileWaiting.remove(served);
      } else {
        servedWhileWaiting.get(served).clear();
      }
    }
  }

  @Test
  void takeWaitsForTheNextItem() throws Exception {
    FairQueue<String> queue = new FairQueue<>(1, tenant -> 1);
    CompletableFuture<String> taken =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return queue.take();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(queue.poll()).isEmpty();
    queue.offer(ACME, "late");
    assertThat(taken.get()).isEqualTo("late");
  }

  @Test
  void aQueueWithoutRoomIsRefused() {
    assertThatThrownBy(() -> new FairQueue<String>(0, tenant -> 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
