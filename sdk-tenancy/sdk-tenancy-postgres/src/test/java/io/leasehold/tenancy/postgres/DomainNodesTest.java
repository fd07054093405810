package io.leasehold.tenancy.postgres;

import static io.leasehold.tenancy.postgres.DomainTown.ACME;
import static io.leasehold.tenancy.postgres.DomainTown.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.domain.CustomDomain;
import io.leasehold.tenancy.domain.CustomDomains;
import io.leasehold.tenancy.domain.DomainSettings;
import io.leasehold.tenancy.domain.DomainStatus;
import io.leasehold.tenancy.domain.DomainUpkeep;
import io.leasehold.tenancy.domain.EdgeOrder;
import io.leasehold.tenancy.domain.EdgeState;
import io.leasehold.tenancy.spi.DomainEdge;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several nodes on one database, which race or die. */
@Tag("mistake-21")
class DomainNodesTest {

  private static DomainDatabase databases;

  private RegistryDatabase database;
  private DomainTown town;

  @BeforeAll
  static void migrate() {
    databases = new DomainDatabase();
  }

  @BeforeEach
  void open() {
    database = databases.emptied();
    town = new DomainTown(database);
  }

  @Test
  void twoTenantsThatProveOneHostOnTwoNodesAtOnceDoNotBothGetIt() {
    CustomDomains one = town.node();
    CustomDomains other = town.node();
    for (int round = 0; round < 8; round++) {
      String host = "race" + round + ".acme.com";
      CustomDomain acmes = town.claim(ACME, host);
      CustomDomain globexs = town.claim(GLOBEX, host);
      town.publish(acmes);
      town.publish(globexs);
      together(() -> one.check(ACME, acmes.id()), () -> other.check(GLOBEX, globexs.id()));
      town.later(Duration.ofMinutes(1));
      together(() -> one.upkeep().runOnce(), () -> other.upkeep().runOnce());
      List<CustomDomain> after = List.of(town.now(acmes), town.now(globexs));
      assertThat(after)
          .extracting(CustomDomain::status)
          .containsExactlyInAnyOrder(DomainStatus.ACTIVE, DomainStatus.CLAIMED);
      CustomDomain winner =
          after.get(0).status() == DomainStatus.ACTIVE ? after.get(0) : after.get(1);
      assertThat(
              new PostgresTenantRegistry(database.platform())
                  .findByDomain(TenantDomain.of(host))
                  .map(Tenant::id))
          .contains(winner.tenant());
    }
  }

  @Test
  void nodesShareTheWorkAndDoNoneOfItTwice() {
    List<CustomDomain> claims =
        IntStream.range(0, 15).mapToObj(i -> town.claim(ACME, "h" + i + ".acme.com")).toList();
    claims.forEach(town::publish);
    List<DomainUpkeep> nodes = Stream.generate(() -> town.node().upkeep()).limit(4).toList();
    together(nodes.stream().<Runnable>map(node -> node::runOnce).toArray(Runnable[]::new));
    town.node().upkeep().runOnce();
    assertThat(claims)
        .allSatisfy(claim -> assertThat(town.now(claim).status()).isEqualTo(DomainStatus.ACTIVE));
    assertThat(town.requests).doesNotHaveDuplicates().hasSize(15);
  }

  @Test
  void whatANodeBeganBeforeItDiedIsFinishedByAnotherUnderTheSameKey() {
    CustomDomain claim = town.claim(ACME, "shop.acme.com");
    town.publish(claim);
    DomainUpkeep dying = town.node(diesAfterOrdering()).upkeep();
    assertThatThrownBy(dying::runOnce).isInstanceOf(Death.class);
    assertThat(town.now(claim).status()).isEqualTo(DomainStatus.VERIFIED);
    assertThat(town.orders).containsExactly(claim.id());

    town.node().upkeep().runOnce();
    assertThat(town.now(claim).status()).as("the lease runs").isEqualTo(DomainStatus.VERIFIED);
    town.later(DomainSettings.defaults().lease());
    town.node().upkeep().runOnce();
    assertThat(town.now(claim).status()).isEqualTo(DomainStatus.ACTIVE);
    assertThat(town.orders).containsExactly(claim.id());
  }

  @Test
  void aNodeThatWakesUpLateOverwritesNothing() {
    CustomDomain claim = town.active(ACME, "shop.acme.com");
    CustomDomain seenLongAgo = town.now(claim);
    town.node().release(ACME, claim.id(), "left");
    town.node().upkeep().runOnce();
    var store = new PostgresDomainStore(database.platform());
    assertThat(store.change(seenLongAgo, seenLongAgo, java.util.Optional.empty()))
        .isEqualTo(io.leasehold.tenancy.spi.DomainStore.Changed.STALE);
    assertThat(town.now(claim).status()).isEqualTo(DomainStatus.RELEASED);
  }

  @Test
  void aReleaseWhileTheNodeLooksAtTheProofIsNotUndone() {
    CustomDomain claim = town.active(ACME, "shop.acme.com");
    CustomDomains releasing = town.node();
    DomainEdge slow =
        new Forwarding(town) {
          @Override
          public EdgeState describe(EdgeOrder order) {
            releasing.release(ACME, claim.id(), "left meanwhile");
            return super.describe(order);
          }
        };
    town.later(Duration.ofHours(13));
    town.node(slow).upkeep().runOnce();
    assertThat(town.now(claim).status()).isIn(DomainStatus.RELEASING, DomainStatus.RELEASED);
  }

  private DomainEdge diesAfterOrdering() {
    return new Forwarding(town) {
      @Override
      public EdgeState request(EdgeOrder order) {
        super.request(order);
        throw new Death();
      }
    };
  }

  /** Not an exception: nobody catches it, like the end of a process. */
  private static final class Death extends Error {}

  private static class Forwarding implements DomainEdge {
    private final DomainEdge edge;

    Forwarding(DomainEdge edge) {
      this.edge = edge;
    }

    @Override
    public EdgeState describe(EdgeOrder order) {
      return edge.describe(order);
    }

    @Override
    public EdgeState request(EdgeOrder order) {
      return edge.request(order);
    }

    @Override
    public EdgeState release(EdgeOrder order) {
      return edge.release(order);
    }
  }

  private static void together(Runnable... works) {
    CyclicBarrier start = new CyclicBarrier(works.length);
    CompletableFuture.allOf(
            Stream.of(works)
                .map(
                    work ->
                        CompletableFuture.runAsync(
                            () -> {
                              try {
                                start.await();
                              } catch (Exception e) {
                                throw new IllegalStateException(e);
                              }
                              work.run();
                            },
                            task -> new Thread(task).start()))
                .toArray(CompletableFuture[]::new))
        .join();
  }
}
