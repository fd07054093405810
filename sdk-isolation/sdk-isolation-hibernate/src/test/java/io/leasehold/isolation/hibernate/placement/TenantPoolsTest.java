package io.leasehold.isolation.hibernate.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenantId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TenantPoolsTest {

  private static final TenantId A = TenantId.of("a");
  private static final TenantId B = TenantId.of("b");
  private static final TenantId C = TenantId.of("c");

  private final CountedPools factory = new CountedPools();
  private final AtomicLong now = new AtomicLong();
  private TenantPools pools = pools(2, Duration.ofSeconds(10));

  private TenantPools pools(int maximum, Duration wait) {
    return TenantPools.builder(factory)
        .maximumPools(maximum)
        .waiting(wait)
        .grace(Duration.ofMillis(200))
        .idle(Duration.ofMinutes(5))
        .build(now::get);
  }

  @AfterEach
  void close() {
    pools.close();
    assertThat(factory.closed).containsExactlyInAnyOrderElementsOf(factory.opened);
  }

  @Test
  void aPoolOpensOnceHoweverManyAskForIt() throws Exception {
    factory.mayOpen = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<PoolLease>> leases = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      leases.add(threads.submit(() -> pools.borrow(A, "t_a")));
    }
    Awaitility.await().until(() -> factory.opened.size() == 1);
    // Nobody waits for another tenant's.
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(() -> assertThat(pools.tenants()).contains(A));
    other.get(5, TimeUnit.SECONDS);
    factory.mayOpen.countDown();
    for (Future<PoolLease> lease : leases) {
      lease.get(5, TimeUnit.SECONDS).release();
    }
    threads.shutdown();
    assertThat(factory.opened).containsExactly("t_a");
  }

  @Test
  @Tag("mistake-25")
  void thePoolUnusedForTheLongestTimeMakesRoom() throws Exception {
    pools.borrow(A, "t_a").release();
    now.addAndGet(1);
    pools.borrow(B, "t_b").release();
    now.addAndGet(1);
    pools.borrow(A, "t_a").release();
    pools.borrow(C, "t_c").release();
    assertThat(factory.closed).containsExactly("t_b");
    assertThat(pools.tenants()).containsExactlyInAnyOrder(A, C);
  }

  @Test
  @Tag("mistake-25")
  void whereAllAreInUseTheCallerWaitsAndIsRefusedThen() throws Exception {
    pools.close();
    pools = pools(1, Duration.ofMillis(50));
    PoolLease held = pools.borrow(A, "t_a");
    assertThatThrownBy(() -> pools.borrow(B, "t_b"))
        .isInstanceOfSatisfying(
            PoolsExhaustedException.class, e -> assertThat(e.code()).isEqualTo("LH-ISO-305"))
        .hasMessageNotContaining("tenant a");
    // Who has one goes on.
    pools.borrow(A, "t_a").release();
    held.release();
    pools.borrow(B, "t_b").release();
    assertThat(factory.closed).containsExactly("t_a");
  }

  @Test
  void whoWaitsGetsTheRoomThatBecomesFree() throws Exception {
    pools.close();
    pools = pools(1, Duration.ofSeconds(10));
    PoolLease held = pools.borrow(A, "t_a");
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(
            () -> {
              try {
                pools.borrow(B, "t_b").release();
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(waiting).isNotDone();
    held.release();
    waiting.get(5, TimeUnit.SECONDS);
    assertThat(pools.tenants()).containsExactly(B);
  }

  @Test
  void whatNobodyUsedForTheIdleTimeIsClosed() throws Exception {
    pools.borrow(A, "t_a").release();
    PoolLease held = pools.borrow(B, "t_b");
    now.addAndGet(Duration.ofMinutes(5).toNanos() - 1);
    pools.reap();
    assertThat(pools.size()).isEqualTo(2);
    now.addAndGet(1);
    pools.reap();
    Awaitility.await().until(() -> pools.size() == 1);
    assertThat(factory.closed).containsExactly("t_a");
    held.release();
    pools.reap();
    assertThat(pools.tenants()).containsExactly(B);
  }

  @Test
  void closingLetsWhatRunsFinish() throws Exception {
    pools.close();
    pools = TenantPools.builder(factory).grace(Duration.ofSeconds(20)).build();
    PoolLease held = pools.borrow(A, "t_a");
    CompletableFuture<Void> closing = CompletableFuture.runAsync(() -> pools.close(A));
    Awaitility.await().until(() -> pools.database(A).isEmpty());
    assertThat(factory.closed).isEmpty();
    held.release();
    closing.get(10, TimeUnit.SECONDS);
    assertThat(factory.closed).containsExactly("t_a");
    assertThat(factory.aborted).hasValue(0);
  }

  @Test
  void afterTheGracePeriodWhatRunsIsAborted() throws Exception {
    PoolLease held = pools.borrow(A, "t_a");
    pools.close(A);
    assertThat(factory.aborted).hasValue(1);
    assertThat(factory.closed).containsExactly("t_a");
    assertThat(pools.size()).isZero();
    held.release();
    held.release();
    pools.borrow(A, "t_a").release();
    assertThat(factory.opened).containsExactly("t_a", "t_a");
  }

  @Test
  void aTenantInAnotherDatabaseGetsAnotherPool() throws Exception {
    pools.borrow(A, "t_a").release();
    pools.borrow(A, "other").release();
    assertThat(factory.opened).containsExactly("t_a", "other");
    assertThat(factory.closed).containsExactly("t_a");
  }

  @Test
  void aPoolThatCannotBeOpenedTakesNoRoom() throws Exception {
    factory.fails = true;
    for (TenantId tenant : List.of(A, B, C)) {
      assertThatThrownBy(() -> pools.borrow(tenant, "down"))
          .isInstanceOf(SQLException.class)
          .hasRootCauseMessage("the database is down");
    }
    assertThat(pools.size()).isZero();
    factory.fails = false;
    pools.borrow(A, "t_a").release();
  }

  @Test
  void whatIsClosedOpensNothing() {
    pools.close();
    assertThatThrownBy(() -> pools.borrow(A, "t_a"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("LH-ISO-307");
  }

  @Test
  void nonsenseIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> pools(0, Duration.ofSeconds(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> pools(1, Duration.ZERO));
  }

  @Test
  @Tag("mistake-25")
  void manyTenantsAtOnceNeverHaveMorePoolsThanAllowed() throws Exception {
    pools.close();
    pools = pools(3, Duration.ofSeconds(20));
    int rounds = Boolean.getBoolean("leasehold.long") ? 5_000 : 300;
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<Boolean>> all = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      Random random = new Random(thread);
      all.add(
          threads.submit(
              () -> {
                for (int i = 0; i < rounds; i++) {
                  String tenant = "t" + random.nextInt(9);
                  if (random.nextInt(20) == 0) {
                    pools.close(TenantId.of(tenant));
                  } else {
                    PoolLease lease = pools.borrow(TenantId.of(tenant), tenant);
                    assertThat(pools.size()).isLessThanOrEqualTo(3);
                    lease.release();
                  }
                }
                return true;
              }));
    }
    for (Future<Boolean> one : all) {
      assertThat(one.get(60, TimeUnit.SECONDS)).isTrue();
    }
    threads.shutdown();
    assertThat(factory.opened.size() - factory.closed.size()).isBetween(0, 3);
    assertThat(factory.opened).hasSizeGreaterThan(20);
  }
}
