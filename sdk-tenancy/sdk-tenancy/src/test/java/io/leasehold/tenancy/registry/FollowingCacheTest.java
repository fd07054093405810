package io.leasehold.tenancy.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.apikey.ApiKey;
import io.leasehold.tenancy.apikey.RegisteredApiKey;
import io.leasehold.tenancy.spi.TenantChanges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A cache that is told of changes, and what it does when nobody tells or answers. */
class FollowingCacheTest {

  private final Tenant acme =
      Tenant.active(TenantId.of("acme"), Tier.of("basic"))
          .withDomains(TenantDomain.of("acme.example"))
          .withIssuers("https://id.example.com");
  private final Tenant globex = Tenant.active(TenantId.of("globex"), Tier.of("basic"));
  private final RegisteredApiKey key = RegisteredApiKey.of(ApiKey.generate(), acme.id());
  private final InMemoryTenantRegistry store = InMemoryTenantRegistry.of(acme, globex);
  private final CountingRegistry counting = new CountingRegistry(store);
  private final Source source = new Source();
  private final AtomicLong nanos = new AtomicLong();
  private final CachingTenantRegistry cache =
      CachingTenantRegistry.builder(counting).following(source).build(nanos::get);

  @Test
  @Tag("mistake-27")
  void whatChangesIsForgottenUnderEveryName() {
    store.save(key);
    askForEverything();
    store.save(acme.withStatus(TenantStatus.SUSPENDED));
    store.save(key.asRevoked());
    source.tell(TenantChange.of(acme.id(), TenantStatus.SUSPENDED));
    assertThat(askForEverything())
        .hasSize(4)
        .allMatch(tenant -> tenant.status() == TenantStatus.SUSPENDED);
    assertThat(cache.findByApiKeyHash(key.hash())).contains(key.asRevoked());
  }

  @Test
  void theOthersStayRemembered() {
    cache.findById(acme.id());
    cache.findById(globex.id());
    source.tell(TenantChange.of(acme.id()));
    cache.findById(globex.id());
    assertThat(counting.questions()).isEqualTo(2);
    cache.findById(acme.id());
    assertThat(counting.questions()).isEqualTo(3);
  }

  @Test
  void whatWasNotThereIsAskedForAgainAfterAnyChange() {
    TenantDomain host = TenantDomain.of("globex.example");
    assertThat(cache.findByDomain(host)).isEmpty();
    store.save(globex.withDomains(host));
    source.tell(TenantChange.of(globex.id()));
    assertThat(cache.findByDomain(host)).isPresent();
  }

  @Test
  void whenAnythingMayHaveChangedEverythingIsAskedForAgain() {
    cache.findById(acme.id());
    cache.findById(globex.id());
    store.save(acme.withStatus(TenantStatus.SUSPENDED));
    source.tell(TenantChange.anything());
    assertThat(cache.findById(acme.id())).map(Tenant::status).contains(TenantStatus.SUSPENDED);
    cache.findById(globex.id());
    cache.findById(globex.id());
    assertThat(counting.questions()).isEqualTo(4);
  }

  @Test
  void thoseWhoAreToldAfterTheCacheSeeTheNewAnswer() {
    cache.findById(acme.id());
    List<TenantStatus> seen = new ArrayList<>();
    cache.changes().subscribe(change -> seen.add(cache.findById(acme.id()).orElseThrow().status()));
    store.save(acme.withStatus(TenantStatus.SUSPENDED));
    source.tell(TenantChange.of(acme.id()));
    assertThat(seen).containsExactly(TenantStatus.SUSPENDED);
  }

  @Test
  @Tag("mistake-27")
  void whileTheSourceIsSilentNothingOlderThanASecondIsUsedWithoutAsking() {
    cache.findById(acme.id());
    store.save(acme.withStatus(TenantStatus.SUSPENDED));
    source.silentFor = Duration.ofSeconds(6);
    pass(Duration.ofSeconds(2));
    assertThat(cache.findById(acme.id())).map(Tenant::status).contains(TenantStatus.SUSPENDED);
    pass(Duration.ofMillis(900));
    cache.findById(acme.id());
    assertThat(counting.questions()).as("no flood either").isEqualTo(2);
  }

  @Test
  void inAnOutageARememberedTenantStaysForTheStatedTimeAndNoLonger() {
    cache.findById(acme.id());
    store.reachable(false);
    pass(CachingTenantRegistry.DEFAULT_FOLLOWING_TTL);
    assertThat(cache.findById(acme.id())).as("past its time, no change told").contains(acme);
    pass(CachingTenantRegistry.DEFAULT_STALE_WHILE_DOWN);
    assertUnavailable();
  }

  @Test
  @Tag("mistake-27")
  void aNodeThatIsCutOffFromEverythingStopsAdmittingAfterTheStatedTime() {
    cache.findById(acme.id());
    pass(Duration.ofSeconds(60));
    store.reachable(false);
    for (int second = 1; second < 30; second++) {
      source.silentFor = Duration.ofSeconds(second);
      pass(Duration.ofSeconds(1));
      assertThat(cache.findById(acme.id())).as("second " + second).contains(acme);
    }
    source.silentFor = Duration.ofSeconds(30);
    pass(Duration.ofSeconds(1));
    assertUnavailable();
  }

  @Test
  void doubtIsNotRenewedByMoreDoubt() {
    cache.findById(acme.id());
    store.reachable(false);
    for (int second = 0; second < 30; second++) {
      source.tell(TenantChange.anything());
      assertThat(cache.findById(acme.id())).as("second " + second).contains(acme);
      pass(Duration.ofSeconds(1));
    }
    source.tell(TenantChange.anything());
    assertUnavailable();
  }

  @Test
  @Tag("mistake-27")
  void aTenantThatIsToldToHaveChangedIsNeverServedStale() {
    cache.findById(acme.id());
    store.reachable(false);
    source.tell(TenantChange.of(acme.id(), TenantStatus.SUSPENDED));
    assertUnavailable();
  }

  @Test
  void nothingFoundIsNeverServedStale() {
    TenantId nobody = TenantId.of("nobody");
    cache.findById(nobody);
    store.reachable(false);
    pass(Duration.ofSeconds(6));
    assertThatThrownBy(() -> cache.findById(nobody))
        .isInstanceOf(TenantRegistryUnavailableException.class);
  }

  @Test
  void inAnOutageTheRegistryIsAskedOnceASecondHoweverManyTenantsAreAskedFor() {
    cache.findById(acme.id());
    cache.findById(globex.id());
    cache.findBySlug(acme.slug());
    store.reachable(false);
    source.tell(TenantChange.anything());
    int before = counting.questions();
    for (int i = 0; i < 100; i++) {
      cache.findById(acme.id());
      cache.findById(globex.id());
      cache.findBySlug(acme.slug());
    }
    assertThat(counting.questions()).isEqualTo(before + 1);
    pass(Duration.ofSeconds(1));
    for (int i = 0; i < 100; i++) {
      cache.findById(globex.id());
      cache.findById(acme.id());
    }
    assertThat(counting.questions()).isEqualTo(before + 2);
  }

  @Test
  void afterAnOutageTheTruthIsBackWithinASecond() {
    cache.findById(acme.id());
    store.reachable(false);
    source.tell(TenantChange.anything());
    cache.findById(acme.id());
    store.save(acme.withStatus(TenantStatus.SUSPENDED));
    store.reachable(true);
    pass(Duration.ofSeconds(1));
    assertThat(cache.findById(acme.id())).map(Tenant::status).contains(TenantStatus.SUSPENDED);
  }

  @Test
  void withoutTimeToOutliveAnOutageItIsToldAtOnce() {
    CachingTenantRegistry strict =
        CachingTenantRegistry.builder(store)
            .following(source)
            .staleWhileDown(Duration.ZERO)
            .build(nanos::get);
    strict.findById(acme.id());
    store.reachable(false);
    source.tell(TenantChange.anything());
    assertThatThrownBy(() -> strict.findById(acme.id()))
        .isInstanceOf(TenantRegistryUnavailableException.class);
  }

  @Test
  void aClosedCacheListensNoMoreAndThereforeAsks() {
    cache.findById(acme.id());
    cache.close();
    assertThat(source.listener).isEmpty();
    store.save(acme.withStatus(TenantStatus.SUSPENDED));
    pass(Duration.ofSeconds(1));
    assertThat(cache.findById(acme.id())).map(Tenant::status).contains(TenantStatus.SUSPENDED);
  }

  @Test
  void oneTenantIsOneObjectUnderHoweverManyNames() {
    Tenant byId = cache.findById(acme.id()).orElseThrow();
    counting.copies = true;
    assertThat(cache.findBySlug(acme.slug()).orElseThrow()).isSameAs(byId);
    assertThat(cache.findByDomain(TenantDomain.of("acme.example")).orElseThrow()).isSameAs(byId);
  }

  @Test
  void aThousandMadeUpNamesPushNoUsedTenantOut() {
    CachingTenantRegistry small =
        CachingTenantRegistry.builder(counting).maximumSize(100).build(nanos::get);
    for (int i = 0; i < 10_000; i++) {
      small.findById(acme.id());
      small.findById(TenantId.of("made-up-" + i));
    }
    assertThat(counting.questions(acme.id())).isLessThan(10);
  }

  private List<Tenant> askForEverything() {
    List<Tenant> answers = new ArrayList<>(cache.findByIssuer("https://id.example.com"));
    cache.findById(acme.id()).ifPresent(answers::add);
    cache.findBySlug(acme.slug()).ifPresent(answers::add);
    cache.findByDomain(TenantDomain.of("acme.example")).ifPresent(answers::add);
    cache.findByApiKeyHash(key.hash());
    return answers;
  }

  private void assertUnavailable() {
    assertThatThrownBy(() -> cache.findById(acme.id()))
        .isInstanceOf(TenantRegistryUnavailableException.class);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** A source with one listener, as silent as it is told to be. */
  private static final class Source implements TenantChanges {

    private Optional<Consumer<TenantChange>> listener = Optional.empty();
    private Duration silentFor = Duration.ZERO;

    @Override
    public Subscription subscribe(Consumer<TenantChange> subscriber) {
      listener = Optional.of(subscriber);
      return () -> listener = Optional.empty();
    }

    @Override
    public Duration unconfirmedFor() {
      return silentFor;
    }

    private void tell(TenantChange change) {
      listener.orElseThrow().accept(change);
    }
  }
}
