package io.leasehold.tenancy.domain;

import static io.leasehold.tenancy.domain.Town.ACME;
import static io.leasehold.tenancy.domain.Town.GLOBEX;
import static io.leasehold.tenancy.domain.Town.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantDomain;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("row-C4")
@Tag("row-C21")
class CustomDomainsTest {

  private static final TenantDomain HOST = TenantDomain.of(SHOP);

  private final Town town = new Town();

  @Test
  void aHostIsServedFromProofToRelease() {
    CustomDomain claim = town.claim(ACME, SHOP);
    assertThat(claim.records())
        .containsExactly(
            new DnsRecord(
                "TXT",
                "_leasehold-challenge.shop.acme.com",
                "leasehold-domain-verification=" + claim.token()));
    assertThat(town.served()).isEmpty();

    town.publish(claim);
    town.upkeep();
    assertThat(town.status(claim)).isEqualTo(DomainStatus.ACTIVE);
    assertThat(town.served()).containsExactly(HOST);

    assertThat(town.domains.release(ACME, claim.id(), "by its administrator"))
        .map(CustomDomain::status)
        .contains(DomainStatus.RELEASING);
    assertThat(town.served()).isEmpty();
    town.upkeep();
    assertThat(town.status(claim)).isEqualTo(DomainStatus.RELEASED);
    assertThat(town.told())
        .containsExactly("Claimed", "Verified", "Activated", "ReleaseBegun", "Released");
    assertThat(town.store.history(claim.id()))
        .hasSize(5)
        .element(3)
        .asString()
        .startsWith("ReleaseBegun 2026-01-01T00:00:00Z by its administrator");
  }

  @Test
  @Tag("mistake-21")
  void claimingSomebodyElsesHostKeepsNobodyFromIt() {
    CustomDomain squatter = town.claim(GLOBEX, SHOP);
    CustomDomain owner = town.active(ACME, SHOP);
    assertThat(town.status(owner)).isEqualTo(DomainStatus.ACTIVE);
    town.live(Duration.ofDays(8));
    assertThat(town.status(squatter)).isEqualTo(DomainStatus.ABANDONED);
    assertThat(town.status(owner)).isEqualTo(DomainStatus.ACTIVE);
  }

  @Test
  @Tag("mistake-21")
  void theProofOfOneTenantProvesNothingForAnother() {
    CustomDomain owner = town.claim(ACME, SHOP);
    CustomDomain thief = town.claim(GLOBEX, SHOP);
    assertThat(thief.token()).isNotEqualTo(owner.token()).hasSize(32);
    town.publish(owner);
    town.domains.check(GLOBEX, thief.id());
    assertThat(town.status(thief)).isEqualTo(DomainStatus.CLAIMED);
  }

  @Test
  @Tag("mistake-21")
  void whatWasPublishedForAnEarlierClaimProvesNothing() {
    CustomDomain first = town.active(ACME, SHOP);
    town.domains.release(ACME, first.id(), "left");
    town.upkeep();
    CustomDomain second = town.claim(ACME, SHOP);
    town.upkeep();
    assertThat(second.token()).isNotEqualTo(first.token());
    assertThat(town.status(second)).isEqualTo(DomainStatus.CLAIMED);
  }

  @Test
  void aHeldHostCannotBeClaimedByAnother() {
    town.active(ACME, SHOP);
    assertThat(town.domains.claim(GLOBEX, SHOP)).isEqualTo(new ClaimOutcome.Held());
  }

  @Test
  void whoProvesLateWaitsAndIsTold() {
    CustomDomain late = town.claim(GLOBEX, SHOP);
    CustomDomain first = town.active(ACME, SHOP);
    town.publish(late);
    town.later(Duration.ofHours(1));
    town.domains.check(GLOBEX, late.id());
    assertThat(town.now(late).trouble().orElseThrow()).contains("another organisation");
    assertThat(town.status(late)).isEqualTo(DomainStatus.CLAIMED);
    assertThat(town.status(first)).isEqualTo(DomainStatus.ACTIVE);
  }

  @Test
  void claimingAgainGivesTheSameClaim() {
    CustomDomain claim = town.claim(ACME, SHOP);
    assertThat(town.domains.claim(ACME, "SHOP.acme.com."))
        .isEqualTo(new ClaimOutcome.Existing(claim));
  }

  @Test
  void aRefusedNameIsNotKept() {
    assertThat(town.domains.claim(ACME, "co.uk"))
        .isEqualTo(new ClaimOutcome.Refused(DomainRefusal.PUBLIC_SUFFIX));
    assertThat(town.domains.ofTenant(ACME)).isEmpty();
  }

  @Test
  void anotherTenantsClaimLooksLikeNone() {
    CustomDomain claim = town.claim(ACME, SHOP);
    assertThat(town.domains.find(GLOBEX, claim.id())).isEmpty();
    assertThat(town.domains.check(GLOBEX, claim.id()))
        .isEqualTo(town.domains.check(GLOBEX, ClaimId.random()))
        .isEqualTo(new CheckOutcome.NoSuchClaim());
    assertThat(town.domains.release(GLOBEX, claim.id(), "attack")).isEmpty();
    assertThat(town.status(claim)).isEqualTo(DomainStatus.CLAIMED);
  }

  @Test
  void checkingTooOftenAsksNobody() {
    CustomDomain claim = town.claim(ACME, SHOP);
    town.domains.check(ACME, claim.id());
    town.publish(claim);
    town.later(Duration.ofSeconds(9));
    assertThat(town.domains.check(ACME, claim.id()))
        .isEqualTo(new CheckOutcome.TooSoon(town.instant().plusSeconds(1)));
    town.later(Duration.ofSeconds(1));
    town.domains.check(ACME, claim.id());
    assertThat(town.status(claim)).isEqualTo(DomainStatus.VERIFIED);
  }

  @Test
  void aZoneThatNeverAnswersIsAskedLessAndLessOften() {
    CustomDomain claimed = town.claim(ACME, SHOP);
    town.dnsDown = true;
    town.live(Duration.ofDays(1), Duration.ofMinutes(1));
    assertThat(town.lookups).as("of 1,440 minutes").isBetween(20, 50);
    town.domains.release(ACME, claimed.id(), "another test");
    town.dnsDown = false;
    town.edge.whenRequested = new EdgeState.Pending(List.of());
    CustomDomain verified = town.active(ACME, SHOP);
    town.dnsDown = true;
    town.edge.orders.put(verified.id(), new EdgeState.Ready(List.of()));
    town.lookups = 0;
    town.live(Duration.ofDays(2), Duration.ofMinutes(1));
    assertThat(town.status(verified)).isEqualTo(DomainStatus.VERIFIED);
    assertThat(town.lookups).as("of 2,880 minutes").isBetween(40, 100);
  }

  @Test
  void aTenantHasSoManyClaimsAndCannotChurnThem() {
    Town small =
        new Town(
            new InMemoryDomainStore(), b -> b.settings(DomainSettings.defaults().withMaxClaims(2)));
    CustomDomain one = small.claim(ACME, "a.acme.com");
    small.claim(ACME, "b.acme.com");
    assertThat(small.domains.claim(ACME, "c.acme.com")).isEqualTo(new ClaimOutcome.TooMany());
    small.domains.release(ACME, one.id(), "changed my mind");
    assertThat(small.status(one)).isEqualTo(DomainStatus.ABANDONED);
    assertThat(small.domains.claim(ACME, "c.acme.com")).isEqualTo(new ClaimOutcome.TooMany());
    small.later(Duration.ofDays(2));
    assertThat(small.domains.claim(ACME, "c.acme.com")).isInstanceOf(ClaimOutcome.Claimed.class);
    assertThat(small.domains.claim(GLOBEX, "a.globex.com"))
        .isInstanceOf(ClaimOutcome.Claimed.class);
  }

  @Test
  @Tag("mistake-21")
  void anOutageOfDnsTakesNothingAway() {
    CustomDomain claim = town.active(ACME, SHOP);
    town.dnsDown = true;
    town.live(Duration.ofDays(60));
    assertThat(town.status(claim)).isEqualTo(DomainStatus.ACTIVE);
    assertThat(town.now(claim).proof().misses()).isZero();
    assertThat(town.now(claim).trouble().orElseThrow()).contains("SERVER_FAILURE");
    town.dnsDown = false;
    town.live(Duration.ofHours(1));
    assertThat(town.now(claim).trouble()).isEmpty();
  }

  @Test
  void anOutageOfDnsGivesNothingEither() {
    CustomDomain claim = town.claim(ACME, SHOP);
    town.dnsDown = true;
    town.live(Duration.ofDays(1));
    assertThat(town.status(claim)).isEqualTo(DomainStatus.CLAIMED);
  }

  @Test
  @Tag("mistake-21")
  void aLostProofEndsInReleaseByWayOfGraceAndQuarantine() {
    CustomDomain claim = town.active(ACME, SHOP);
    town.unpublish(claim);
    town.live(Duration.ofHours(13));
    assertThat(town.status(claim)).isEqualTo(DomainStatus.ACTIVE);
    assertThat(town.told()).endsWith("ProofMissed");
    town.live(Duration.ofDays(1));
    assertThat(town.status(claim)).isEqualTo(DomainStatus.QUARANTINED);
    assertThat(town.served()).isEmpty();
    assertThat(town.domains.claim(GLOBEX, SHOP)).isEqualTo(new ClaimOutcome.Held());
    town.live(Duration.ofDays(15));
    assertThat(town.status(claim)).isEqualTo(DomainStatus.RELEASED);
    assertThat(town.edge.orders).isEmpty();
    assertThat(town.told()).endsWith("ProofMissed", "Quarantined", "ReleaseBegun", "Released");
  }

  @Test
  void aProofThatComesBackInTheGraceIsAllThatIsNeeded() {
    CustomDomain claim = town.active(ACME, SHOP);
    town.unpublish(claim);
    town.live(Duration.ofHours(14));
    town.publish(claim);
    town.live(Duration.ofHours(2));
    assertThat(town.told()).endsWith("ProofMissed", "ProofReturned");
    assertThat(town.now(claim).proof().missingSince()).isEmpty();
  }

  @Test
  void aQuarantinedHostIsServedAgainWhenItsProofComesBack() {
    CustomDomain claim = town.active(ACME, SHOP);
    town.unpublish(claim);
    town.live(Duration.ofDays(3));
    town.publish(claim);
    town.live(Duration.ofHours(2));
    assertThat(town.status(claim)).isEqualTo(DomainStatus.ACTIVE);
    assertThat(town.told()).endsWith("Quarantined", "Restored");
    assertThat(town.served()).containsExactly(HOST);
  }

  @Test
  void oneMissAfterALongOutageIsNotTheEndOfTheGrace() {
    CustomDomain claim = town.active(ACME, SHOP);
    town.unpublish(claim);
    town.live(Duration.ofHours(13));
    town.dnsDown = true;
    town.live(Duration.ofDays(3));
    assertThat(town.now(claim).proof().misses()).isLessThan(3);
    assertThat(town.status(claim)).isEqualTo(DomainStatus.ACTIVE);
  }

  @Test
  @Tag("mistake-21")
  void nobodyElseMayClaimAReleasedHostBeforeTheCoolOffIsOver() {
    CustomDomain claim = town.active(ACME, SHOP);
    town.domains.release(ACME, claim.id(), "left");
    town.upkeep();
    assertThat(town.domains.claim(GLOBEX, SHOP))
        .isEqualTo(new ClaimOutcome.CoolingOff(town.instant().plus(Duration.ofDays(30))));
    town.later(Duration.ofDays(30));
    CustomDomain next = town.active(GLOBEX, SHOP);
    assertThat(town.status(next)).isEqualTo(DomainStatus.ACTIVE);
  }

  @Test
  @Tag("mistake-21")
  void aClaimFromBeforeTheReleaseWaitsForTheCoolOffToo() {
    CustomDomain waiting = town.claim(GLOBEX, SHOP);
    CustomDomain claim = town.active(ACME, SHOP);
    town.publish(waiting);
    town.domains.release(ACME, claim.id(), "left");
    town.live(Duration.ofDays(1));
    assertThat(town.status(claim)).isEqualTo(DomainStatus.RELEASED);
    assertThat(town.status(waiting)).isEqualTo(DomainStatus.CLAIMED);
    assertThat(town.served()).isEmpty();
  }

  @Test
  void theLastTenantMayComeBackAtOnceWithANewProof() {
    CustomDomain claim = town.active(ACME, SHOP);
    town.domains.release(ACME, claim.id(), "by mistake");
    town.upkeep();
    assertThat(town.active(ACME, SHOP).status()).isEqualTo(DomainStatus.ACTIVE);
  }

  @Test
  void anOperatorMayEndACoolOffAndItIsKept() {
    CustomDomain claim = town.active(ACME, SHOP);
    town.domains.release(ACME, claim.id(), "moves to globex");
    town.upkeep();
    assertThat(town.domains.waiveCoolOff(claim.id(), "ticket 42, ann")).isTrue();
    assertThat(town.active(GLOBEX, SHOP).status()).isEqualTo(DomainStatus.ACTIVE);
    assertThat(town.store.history(claim.id())).last().asString().contains("ticket 42, ann");
    assertThat(town.domains.waiveCoolOff(claim.id(), "again")).isFalse();
  }

  @Test
  void aTenantThatLeavesTakesItsHostsAlong() {
    CustomDomain one = town.active(ACME, "a.acme.com");
    CustomDomain two = town.claim(ACME, "b.acme.com");
    CustomDomain other = town.active(GLOBEX, "a.globex.com");
    town.domains.releaseAll(ACME, "off-boarding");
    town.upkeep();
    assertThat(town.status(one)).isEqualTo(DomainStatus.RELEASED);
    assertThat(town.status(two)).isEqualTo(DomainStatus.ABANDONED);
    assertThat(town.status(other)).isEqualTo(DomainStatus.ACTIVE);
    assertThat(town.domains.release(ACME, one.id(), "twice")).isEqualTo(Optional.of(town.now(one)));
  }

  @Test
  void aListenerThatFailsDisturbsNobody() {
    Town deaf =
        new Town(
            new InMemoryDomainStore(),
            b ->
                b.listener(
                    event -> {
                      throw new IllegalStateException("deaf");
                    }));
    assertThat(deaf.active(ACME, SHOP).status()).isEqualTo(DomainStatus.ACTIVE);
    assertThat(deaf.told()).isEqualTo(List.of("Claimed", "Verified", "Activated"));
  }
}
