package io.leasehold.tenancy.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.spi.DomainStore;
import io.leasehold.tenancy.spi.DomainStore.Added;
import io.leasehold.tenancy.spi.DomainStore.Changed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of claims does. Subclasses say which store. */
public abstract class DomainStoreContract {

  private static final TenantId ACME = TenantId.of("acme");
  private static final TenantId GLOBEX = TenantId.of("globex");
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final Duration COOL_OFF = Duration.ofDays(30);

  private final Instant now = Instant.parse("2026-01-01T00:00:00.123456Z");
  private DomainStore store;

  /** For subclasses. */
  protected DomainStoreContract() {}

  /** An empty store that knows the tenants {@code acme} and {@code globex}. */
  protected abstract DomainStore emptyStore();

  @BeforeEach
  void open() {
    store = emptyStore();
  }

  @Test
  void aClaimComesBackAsItWasAdded() {
    CustomDomain claim = add(ACME, "shop.acme.com");
    assertThat(store.find(claim.id())).contains(claim);
    assertThat(store.find(ClaimId.random())).isEmpty();
    assertThat(store.ofTenant(ACME)).containsExactly(claim);
    assertThat(store.ofTenant(GLOBEX)).isEmpty();
  }

  @Test
  void everythingThatChangesComesBack() {
    CustomDomain claim = add(ACME, "shop.acme.com");
    CustomDomain changed =
        claim
            .proof(DomainProof.none().missing(now).unknown(now.plusSeconds(5)))
            .wanted(List.of(new DnsRecord("CNAME", "shop.acme.com", "x y.example.net")))
            .trouble("a name's \"trouble\", in {braces} \\ ünïcode")
            .due(now.plusSeconds(77));
    assertThat(store.change(claim, changed, Optional.empty())).isEqualTo(Changed.DONE);
    assertThat(store.find(claim.id())).contains(changed.withVersion(claim.version() + 1));
  }

  @Test
  void onlyWhoSawTheLatestVersionChangesAClaim() {
    CustomDomain claim = add(ACME, "shop.acme.com");
    store.change(claim, claim.due(now.plusSeconds(1)), Optional.empty());
    assertThat(store.change(claim, claim.due(now.plusSeconds(2)), Optional.empty()))
        .isEqualTo(Changed.STALE);
    assertThat(store.find(claim.id()).orElseThrow().dueAt()).isEqualTo(now.plusSeconds(1));
  }

  @Test
  void eventsAreKeptInOrderWithTheChangesTheyTellOf() {
    CustomDomain claim = hold(add(ACME, "shop.acme.com"));
    CustomDomain stale = claim.withVersion(0);
    store.change(stale, stale, Optional.of(new DomainEvent.ProofMissed(stale, now)));
    assertThat(store.history(claim.id()))
        .containsExactly(
            "Claimed 2026-01-01T00:00:00.123456Z", "Verified 2026-01-01T00:00:00.123456Z");
  }

  @Test
  void aTenantHasOneLiveClaimToAHost() {
    CustomDomain claim = add(ACME, "shop.acme.com");
    assertThat(store.add(claimed(ACME, "shop.acme.com"), 9)).isEqualTo(new Added.Existing(claim));
  }

  @Test
  void unprovenClaimsOfSeveralTenantsStandSideBySide() {
    add(ACME, "shop.acme.com");
    assertThat(store.add(claimed(GLOBEX, "shop.acme.com"), 9)).isInstanceOf(Added.Stored.class);
  }

  @Test
  @Tag("mistake-21")
  void whoIsSecondHoldsNothing() {
    CustomDomain first = add(ACME, "shop.acme.com");
    CustomDomain second = add(GLOBEX, "shop.acme.com");
    hold(first);
    assertThat(change(second, DomainStatus.VERIFIED)).isEqualTo(Changed.HELD);
    assertThat(store.find(second.id())).contains(second);
    assertThat(store.add(claimed(GLOBEX, "shop.acme.com"), 9)).isInstanceOf(Added.Existing.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"VERIFIED", "ACTIVE", "QUARANTINED", "RELEASING"})
  @Tag("mistake-21")
  void aHeldHostIsHeldInEveryStateThatHolds(DomainStatus status) {
    bring(add(ACME, "shop.acme.com"), status);
    assertThat(store.add(claimed(GLOBEX, "shop.acme.com"), 9)).isEqualTo(new Added.Held());
  }

  @Test
  @Tag("mistake-21")
  void duringTheCoolOffOnlyTheLastTenantClaimsOrHolds() {
    CustomDomain before = add(GLOBEX, "shop.acme.com");
    bring(add(ACME, "shop.acme.com"), DomainStatus.RELEASED);
    assertThat(change(before, DomainStatus.VERIFIED)).isEqualTo(Changed.HELD);
    assertThat(store.add(claimed(ACME, "shop.acme.com"), 9)).isInstanceOf(Added.Stored.class);
    TenantId other = GLOBEX;
    change(before, DomainStatus.ABANDONED);
    assertThat(store.add(claimed(other, "shop.acme.com"), 9))
        .isEqualTo(new Added.CoolingOff(now.plus(COOL_OFF)));
    CustomDomain later =
        CustomDomain.claimed(other, TenantDomain.of("shop.acme.com"), TOKEN, now.plus(COOL_OFF));
    assertThat(store.add(new DomainEvent.Claimed(later, now.plus(COOL_OFF)), 9))
        .isInstanceOf(Added.Stored.class);
  }

  @Test
  void exactlyTheActiveHostsAreServed() {
    CustomDomain claim = bring(add(ACME, "shop.acme.com"), DomainStatus.VERIFIED);
    assertThat(store.served()).isEmpty();
    claim = bring(claim, DomainStatus.ACTIVE);
    add(ACME, "other.acme.com");
    assertThat(store.served()).containsExactly(TenantDomain.of("shop.acme.com"));
    claim = bring(claim, DomainStatus.QUARANTINED);
    assertThat(store.served()).isEmpty();
    change(claim, DomainStatus.ACTIVE);
    assertThat(store.served()).hasSize(1);
  }

  @Test
  void theClaimsOfATenantAreLimited() {
    add(ACME, "a.acme.com");
    CustomDomain gone = add(ACME, "b.acme.com");
    change(gone, DomainStatus.ABANDONED);
    assertThat(store.add(claimed(ACME, "c.acme.com"), 2)).isEqualTo(new Added.Full());
    assertThat(store.add(claimed(GLOBEX, "c.acme.com"), 2)).isInstanceOf(Added.Stored.class);
    Instant dayAfter = now.plus(Duration.ofDays(1));
    CustomDomain later = CustomDomain.claimed(ACME, TenantDomain.of("c.acme.com"), TOKEN, dayAfter);
    assertThat(store.add(new DomainEvent.Claimed(later, dayAfter), 2))
        .isInstanceOf(Added.Stored.class);
  }

  @Test
  void whatIsDueIsTakenOnceLongestDueFirst() {
    CustomDomain second = add(ACME, "b.acme.com");
    CustomDomain first = add(ACME, "a.acme.com");
    store.change(first, first.due(now.minusSeconds(9)), Optional.empty());
    CustomDomain notYet = add(ACME, "c.acme.com");
    store.change(notYet, notYet.due(now.plusSeconds(9)), Optional.empty());
    change(add(ACME, "d.acme.com"), DomainStatus.ABANDONED);
    Instant again = now.plusSeconds(120);
    assertThat(store.takeDue(now, again)).map(CustomDomain::id).contains(first.id());
    assertThat(store.takeDue(now, again)).map(CustomDomain::id).contains(second.id());
    assertThat(store.takeDue(now, again)).isEmpty();
    assertThat(store.takeDue(again, again.plusSeconds(1))).isPresent();
  }

  @Test
  void manyWhoTakeAtOnceTakeDifferentClaims() {
    IntStream.range(0, 12).forEach(i -> add(ACME, "h" + i + ".acme.com"));
    List<Optional<CustomDomain>> taken = atOnce(16, i -> store.takeDue(now, now.plusSeconds(120)));
    List<ClaimId> ids = taken.stream().flatMap(Optional::stream).map(CustomDomain::id).toList();
    assertThat(ids).doesNotHaveDuplicates();
    // Those that found nothing may have come while others were taking; the rest is still there.
    int left = 0;
    while (store.takeDue(now, now.plusSeconds(120)).isPresent()) {
      left++;
    }
    assertThat(ids.size() + left).isEqualTo(12);
  }

  @Test
  @Tag("mistake-21")
  void ofManyWhoProveAtOnceOneHolds() {
    for (int round = 0; round < 10; round++) {
      String host = "r" + round + ".acme.com";
      List<CustomDomain> claims = List.of(add(ACME, host), add(GLOBEX, host));
      List<Changed> outcomes = atOnce(2, i -> change(claims.get(i), DomainStatus.VERIFIED));
      assertThat(outcomes).containsExactlyInAnyOrder(Changed.DONE, Changed.HELD);
    }
  }

  @Test
  @Tag("mistake-21")
  void whoProvesWhileAnotherLetsGoDoesNotSlipPastTheCoolOff() {
    for (int round = 0; round < 10; round++) {
      String host = "c" + round + ".acme.com";
      CustomDomain waiting = add(GLOBEX, host);
      CustomDomain leaving = bring(add(ACME, host), DomainStatus.RELEASING);
      List<Changed> outcomes =
          atOnce(
              2,
              i ->
                  i == 0
                      ? change(leaving, DomainStatus.RELEASED)
                      : change(waiting, DomainStatus.VERIFIED));
      assertThat(outcomes).containsExactly(Changed.DONE, Changed.HELD);
    }
  }

  @Test
  void ofManyWhoClaimAtOnceNoTenantGetsMoreThanItsLimit() {
    List<Added> outcomes = atOnce(8, i -> store.add(claimed(ACME, "h" + i + ".acme.com"), 3));
    assertThat(outcomes.stream().filter(Added.Stored.class::isInstance)).hasSize(3);
  }

  private CustomDomain add(TenantId tenant, String host) {
    DomainEvent.Claimed event = claimed(tenant, host);
    assertThat(store.add(event, 100)).isEqualTo(new Added.Stored(event.domain()));
    return event.domain();
  }

  private DomainEvent.Claimed claimed(TenantId tenant, String host) {
    CustomDomain claim = CustomDomain.claimed(tenant, TenantDomain.of(host), TOKEN, now);
    return new DomainEvent.Claimed(claim, now);
  }

  private CustomDomain hold(CustomDomain claim) {
    return bring(claim, DomainStatus.VERIFIED);
  }

  /** Along the legal states, as far as this one. */
  private CustomDomain bring(CustomDomain claim, DomainStatus goal) {
    CustomDomain at = claim;
    for (DomainStatus next :
        List.of(
            DomainStatus.VERIFIED,
            DomainStatus.ACTIVE,
            DomainStatus.QUARANTINED,
            DomainStatus.RELEASING,
            DomainStatus.RELEASED)) {
      if (at.status() == goal) {
        break;
      }
      if (at.status().next().contains(next)) {
        assertThat(change(at, next)).isEqualTo(Changed.DONE);
        at = store.find(claim.id()).orElseThrow();
      }
    }
    assertThat(at.status()).isEqualTo(goal);
    return at;
  }

  private Changed change(CustomDomain claim, DomainStatus next) {
    CustomDomain to = claim.proof(claim.proof().seen(now)).become(next, now);
    if (next == DomainStatus.RELEASED) {
      to = to.coolingOffUntil(now.plus(COOL_OFF));
    }
    Optional<DomainEvent> event =
        next == DomainStatus.VERIFIED
            ? Optional.of(new DomainEvent.Verified(to, now))
            : Optional.empty();
    return store.change(claim, to, event);
  }

  private interface Work<T> {
    T at(int index);
  }

  private static <T> List<T> atOnce(int many, Work<T> work) {
    CountDownLatch start = new CountDownLatch(1);
    List<CompletableFuture<T>> flying = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      int index = i;
      CompletableFuture<T> answer = new CompletableFuture<>();
      flying.add(answer);
      new Thread(
              () -> {
                try {
                  start.await();
                  answer.complete(work.at(index));
                } catch (InterruptedException | RuntimeException | Error e) {
                  answer.completeExceptionally(e);
                }
              })
          .start();
    }
    start.countDown();
    return flying.stream().map(CompletableFuture::join).toList();
  }

  /** A store that cannot be asked. */
  protected abstract DomainStore unreachableStore();

  @Test
  void anOutageIsNeverAnAnswer() {
    DomainStore down = unreachableStore();
    DomainEvent.Claimed event = claimed(ACME, "shop.acme.com");
    Stream.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
            () -> down.add(event, 9),
            () -> down.change(event.domain(), event.domain(), Optional.empty()),
            () -> down.find(event.domain().id()),
            () -> down.ofTenant(ACME),
            () -> down.history(event.domain().id()),
            () -> down.takeDue(now, now),
            down::served)
        .forEach(
            call ->
                assertThatThrownBy(call)
                    .isInstanceOf(io.leasehold.tenancy.TenantRegistryUnavailableException.class));
  }
}
