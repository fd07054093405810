package io.leasehold.tenancy.domain;

import static io.leasehold.tenancy.domain.Town.ACME;
import static io.leasehold.tenancy.domain.Town.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.spi.DomainEdge;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the life of a claim asks of the edge, and what it makes of the answers. */
class DomainEdgeTest {

  private static final DnsRecord POINT = new DnsRecord("CNAME", SHOP, "edge.leasehold.io");

  private final Town town = new Town();

  @Test
  void aProvenHostIsNotServedBeforeTheEdgeIsReady() {
    town.edge.whenRequested = new EdgeState.Pending(List.of(POINT));
    CustomDomain claim = town.active(ACME, SHOP);
    assertThat(town.status(claim)).isEqualTo(DomainStatus.VERIFIED);
    assertThat(town.served()).isEmpty();
    assertThat(town.now(claim).records()).hasSize(2).last().isEqualTo(POINT);
    town.edge.orders.put(claim.id(), new EdgeState.Ready(List.of(POINT)));
    town.live(Duration.ofMinutes(30));
    assertThat(town.status(claim)).isEqualTo(DomainStatus.ACTIVE);
    assertThat(town.edge.requests).containsExactly(claim.id());
  }

  @Test
  @Tag("mistake-21")
  void aProofThatIsGoneWhenTheCertificateComesIsNotServed() {
    town.edge.whenRequested = new EdgeState.Pending(List.of());
    CustomDomain claim = town.active(ACME, SHOP);
    town.unpublish(claim);
    town.edge.orders.put(claim.id(), new EdgeState.Ready(List.of()));
    town.live(Duration.ofHours(1));
    assertThat(town.status(claim)).isEqualTo(DomainStatus.VERIFIED);
    assertThat(town.now(claim).trouble().orElseThrow()).contains("no TXT record");
    town.live(Duration.ofDays(3));
    assertThat(town.status(claim)).isEqualTo(DomainStatus.RELEASED);
  }

  @Test
  void aFailureAtTheEdgeIsToldToTheTenantAndEndsAtTheDeadline() {
    town.edge.whenRequested = new EdgeState.Failed("a CAA record forbids our certificates");
    CustomDomain claim = town.active(ACME, SHOP);
    assertThat(town.now(claim).trouble()).contains("a CAA record forbids our certificates");
    town.live(Duration.ofHours(71));
    assertThat(town.status(claim)).isEqualTo(DomainStatus.VERIFIED);
    town.live(Duration.ofHours(2));
    assertThat(town.status(claim)).isEqualTo(DomainStatus.RELEASED);
    assertThat(town.edge.orders).isEmpty();
  }

  @Test
  void anEdgeThatCannotBeAskedChangesNothingAndIsAskedAgain() {
    CustomDomain claim = town.claim(ACME, SHOP);
    town.publish(claim);
    town.edge.down = true;
    DomainUpkeep.Report report = town.domains.upkeep().runOnce();
    assertThat(report).isEqualTo(new DomainUpkeep.Report(2, 1, 1));
    assertThat(town.status(claim)).isEqualTo(DomainStatus.VERIFIED);
    town.edge.down = false;
    town.upkeep();
    assertThat(town.status(claim)).isEqualTo(DomainStatus.VERIFIED);
    town.later(DomainSettings.defaults().lease());
    town.upkeep();
    assertThat(town.status(claim)).isEqualTo(DomainStatus.ACTIVE);
  }

  @Test
  void whoPressesTheButtonWhileTheEdgeIsDownIsToldSo() {
    CustomDomain claim = town.claim(ACME, SHOP);
    town.publish(claim);
    town.domains.check(ACME, claim.id());
    town.edge.down = true;
    assertThat(town.domains.check(ACME, claim.id()))
        .isEqualTo(new CheckOutcome.Unavailable(town.now(claim)));
    assertThat(town.status(claim)).isEqualTo(DomainStatus.VERIFIED);
  }

  @Test
  void anEdgeThatCannotBeAskedKeepsNoLostProofFromBeingNoticed() {
    CustomDomain claim = town.active(ACME, SHOP);
    town.edge.down = true;
    town.unpublish(claim);
    town.live(Duration.ofDays(3));
    assertThat(town.status(claim)).isEqualTo(DomainStatus.QUARANTINED);
  }

  @Test
  void whatSomebodyTookAwayAtTheEdgeIsOrderedAgain() {
    CustomDomain claim = town.active(ACME, SHOP);
    town.edge.orders.clear();
    town.live(Duration.ofHours(13));
    assertThat(town.edge.orders).containsOnlyKeys(claim.id());
    assertThat(town.status(claim)).isEqualTo(DomainStatus.ACTIVE);
  }

  @Test
  void troubleWithTheCertificateOfAServedHostIsToldWithoutEndingIt() {
    CustomDomain claim = town.active(ACME, SHOP);
    town.edge.orders.put(claim.id(), new EdgeState.Failed("the renewal is refused"));
    town.live(Duration.ofHours(13));
    assertThat(town.status(claim)).isEqualTo(DomainStatus.ACTIVE);
    assertThat(town.now(claim).trouble()).contains("the renewal is refused");
  }

  @Test
  void aHostStaysHeldUntilTheEdgeHasTakenItAway() {
    CustomDomain claim = town.active(ACME, SHOP);
    town.edge.whenReleased = new EdgeState.Pending(List.of());
    town.domains.release(ACME, claim.id(), "left");
    town.live(Duration.ofDays(2));
    assertThat(town.status(claim)).isEqualTo(DomainStatus.RELEASING);
    assertThat(town.domains.claim(Town.GLOBEX, SHOP)).isEqualTo(new ClaimOutcome.Held());
    town.edge.whenReleased = new EdgeState.Absent();
    town.live(Duration.ofMinutes(30));
    assertThat(town.status(claim)).isEqualTo(DomainStatus.RELEASED);
  }

  @Test
  void anEdgeOnDemandNeedsNoOrderAndSaysWhereToPoint() {
    DomainEdge edge = DomainEdge.onDemand(TenantDomain.of("edge.leasehold.io"));
    EdgeOrder below = new EdgeOrder(ClaimId.random(), ACME, TenantDomain.of("shop.acme.co.uk"));
    EdgeOrder apex = new EdgeOrder(ClaimId.random(), ACME, TenantDomain.of("acme.co.uk"));
    assertThat(edge.describe(below))
        .isEqualTo(
            new EdgeState.Ready(
                List.of(new DnsRecord("CNAME", "shop.acme.co.uk", "edge.leasehold.io"))));
    assertThat(edge.describe(apex))
        .isEqualTo(
            new EdgeState.Ready(
                List.of(new DnsRecord("ALIAS", "acme.co.uk", "edge.leasehold.io"))));
    assertThat(edge.release(below)).isEqualTo(new EdgeState.Absent());
  }
}
