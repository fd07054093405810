package io.leasehold.tenancy.domain;

import static io.leasehold.tenancy.domain.Town.ACME;
import static io.leasehold.tenancy.domain.Town.GLOBEX;
import static io.leasehold.tenancy.domain.Town.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.spi.DnsLookup;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each guard of a claim's life is what stops an attack: without it, the attack goes through. */
@Tag("mistake-21")
class DomainSabotageTest {

  private static final UnaryOperator<CustomDomainsBuilder> UNTOUCHED = UnaryOperator.identity();

  // Who left its TXT record behind, as everybody does, gives its host to the next who claims it.
  @Test
  void withATokenForEachClaimARecordLeftBehindIsWorthNothing() {
    assertThat(claimsAfterTheOwnerLeft(UNTOUCHED)).isEqualTo(DomainStatus.CLAIMED);
  }

  @Test
  void withOneTokenForAllItGivesTheHostAway() {
    assertThat(claimsAfterTheOwnerLeft(builder -> builder.tokens(() -> "00")))
        .isEqualTo(DomainStatus.ACTIVE);
  }

  private static DomainStatus claimsAfterTheOwnerLeft(UnaryOperator<CustomDomainsBuilder> change) {
    Town town = new Town(new InMemoryDomainStore(), change);
    CustomDomain first = town.active(ACME, SHOP);
    town.domains.release(ACME, first.id(), "left");
    town.live(Duration.ofDays(31));
    CustomDomain thief = town.claim(GLOBEX, SHOP);
    town.upkeep();
    return town.status(thief);
  }

  // Taking any record for the proof lets a tenant in on the records of another.
  @Test
  void withTheWholeValueComparedAnotherTenantsRecordIsNoProof() {
    assertThat(claimsBesideTheOwnersRecord(UNTOUCHED)).isEqualTo(DomainStatus.CLAIMED);
  }

  @Test
  void withAnyRecordAcceptedItIs() {
    assertThat(
            claimsBesideTheOwnersRecord(
                builder ->
                    builder.reading(
                        (challenge, answer) ->
                            answer instanceof DnsAnswer.Found
                                ? ProofReading.SEEN
                                : ProofReading.MISSING)))
        .isEqualTo(DomainStatus.ACTIVE);
  }

  private static DomainStatus claimsBesideTheOwnersRecord(
      UnaryOperator<CustomDomainsBuilder> change) {
    Town town = new Town(new InMemoryDomainStore(), change);
    CustomDomain owner = town.claim(ACME, SHOP);
    CustomDomain thief = town.claim(GLOBEX, SHOP);
    town.publish(owner);
    town.domains.check(GLOBEX, thief.id());
    town.upkeep();
    return town.status(thief);
  }

  // Who can disturb DNS for some days takes a host from its tenant, if an outage counts as loss.
  @Test
  void withOutagesToldFromLossADisturbanceTakesNothing() {
    assertThat(afterTwentyDaysOfOutage(UNTOUCHED)).isEqualTo(DomainStatus.ACTIVE);
  }

  @Test
  void withOutagesCountedAsLossItTakesTheHost() {
    assertThat(
            afterTwentyDaysOfOutage(
                builder ->
                    builder.reading(
                        (challenge, answer) -> {
                          ProofReading honest = ProofReading.of(challenge, answer);
                          return honest == ProofReading.UNKNOWN ? ProofReading.MISSING : honest;
                        })))
        .isEqualTo(DomainStatus.RELEASED);
  }

  private static DomainStatus afterTwentyDaysOfOutage(UnaryOperator<CustomDomainsBuilder> change) {
    Town town = new Town(new InMemoryDomainStore(), change);
    CustomDomain claim = town.active(ACME, SHOP);
    town.dnsDown = true;
    town.live(Duration.ofDays(20));
    return town.status(claim);
  }

  // Visitors, bookmarks and cookies of the last tenant go to whoever comes right after it.
  @Test
  void withTheCoolOffNobodyInheritsTheVisitorsOfTheLastTenant() {
    assertThat(claimsTheDayAfter(UNTOUCHED)).isInstanceOf(ClaimOutcome.CoolingOff.class);
  }

  @Test
  void withoutOneTheNextTenantDoes() {
    assertThat(
            claimsTheDayAfter(
                builder ->
                    builder.settings(
                        DomainSettings.defaults()
                            .withHolding(Duration.ofDays(14), Duration.ofNanos(1)))))
        .isInstanceOf(ClaimOutcome.Claimed.class);
  }

  private static ClaimOutcome claimsTheDayAfter(UnaryOperator<CustomDomainsBuilder> change) {
    Town town = new Town(new InMemoryDomainStore(), change);
    CustomDomain claim = town.active(ACME, SHOP);
    town.domains.release(ACME, claim.id(), "left");
    town.live(Duration.ofDays(1));
    return town.domains.claim(GLOBEX, SHOP);
  }

  // The certificate may come days after the proof; the host may have been sold meanwhile.
  @Test
  void withASecondLookAHostThatWasSoldMeanwhileIsNotServed() {
    assertThat(servedAfterItsProofIsGone(lookup -> lookup)).isFalse();
  }

  @Test
  void withTheFirstLookRememberedItIs() {
    assertThat(
            servedAfterItsProofIsGone(
                lookup -> {
                  Map<String, DnsAnswer> remembered = new ConcurrentHashMap<>();
                  return name -> remembered.computeIfAbsent(name, lookup::txt);
                }))
        .isTrue();
  }

  private static boolean servedAfterItsProofIsGone(UnaryOperator<DnsLookup> change) {
    Town town = new Town();
    DnsLookup lookup =
        change.apply(name -> town.zone.getOrDefault(name, new DnsAnswer.NoSuchName()));
    CustomDomains domains =
        CustomDomains.builder(town.store, lookup, town.edge, DomainPolicy.of("labs.leasehold.io"))
            .clock(town)
            .build();
    town.edge.whenRequested = new EdgeState.Pending(List.of());
    CustomDomain claim = ((ClaimOutcome.Claimed) domains.claim(ACME, SHOP)).claim();
    town.publish(claim);
    domains.upkeep().runOnce();
    town.unpublish(claim);
    town.edge.orders.put(claim.id(), new EdgeState.Ready(List.of()));
    town.later(Duration.ofHours(1));
    domains.upkeep().runOnce();
    return !town.served().isEmpty();
  }

  // A zone with "* CNAME someone.elsewhere": whoever has that target proves every name in the zone.
  @Test
  void withAliasesNotFollowedADanglingWildcardAliasProvesNothing() throws IOException {
    try (LoopbackDns dns = new LoopbackDns()) {
      assertThat(provesByTheTargetOfAnAlias(dns, dns.lookup())).isEqualTo(DomainStatus.CLAIMED);
    }
  }

  @Test
  void withAliasesFollowedAsTheDnsClientOfJndiDoesItProvesTheHost() throws IOException {
    try (LoopbackDns dns = new LoopbackDns()) {
      assertThat(provesByTheTargetOfAnAlias(dns, new JndiLookup(dns.address())))
          .isEqualTo(DomainStatus.VERIFIED);
    }
  }

  private static DomainStatus provesByTheTargetOfAnAlias(LoopbackDns dns, DnsLookup lookup) {
    Town town = new Town();
    CustomDomains domains =
        CustomDomains.builder(town.store, lookup, town.edge, DomainPolicy.of("labs.leasehold.io"))
            .clock(town)
            .build();
    CustomDomain claim = ((ClaimOutcome.Claimed) domains.claim(GLOBEX, SHOP)).claim();
    DnsRecord record = claim.challenge().record();
    dns.alias(record.name(), "lapsed.cdn.net", record.value());
    domains.check(GLOBEX, claim.id());
    return town.status(claim);
  }

  // A firewall that lets no DNS through over TCP, and a name with many texts.
  @Test
  void withHalfAnswersRefusedABlockedPortTakesNothing() throws IOException {
    try (LoopbackDns dns = new LoopbackDns()) {
      assertThat(readsHalfAnAnswer(dns, dns.lookup())).isEqualTo(ProofReading.UNKNOWN);
    }
  }

  @Test
  void withHalfAnswersTakenForWholeOnesAsJndiDoesAProofThatIsThereLooksGone() throws IOException {
    try (LoopbackDns dns = new LoopbackDns()) {
      assertThat(readsHalfAnAnswer(dns, new JndiLookup(dns.address())))
          .isEqualTo(ProofReading.MISSING);
    }
  }

  private static ProofReading readsHalfAnAnswer(LoopbackDns dns, DnsLookup lookup)
      throws IOException {
    CustomDomain claim = new Town().claim(ACME, SHOP);
    DnsRecord record = claim.challenge().record();
    dns.closeTcp();
    dns.on(
        record.name(),
        q -> List.of(LoopbackDns.answer(q, 0x8380, LoopbackDns.txts("the first of many"))));
    return ProofReading.of(claim.challenge(), lookup.txt(record.name()));
  }
}
