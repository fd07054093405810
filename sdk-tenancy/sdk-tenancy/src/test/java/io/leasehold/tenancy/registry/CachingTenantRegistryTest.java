package io.leasehold.tenancy.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantPage;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.apikey.ApiKeyHash;
import io.leasehold.tenancy.apikey.RegisteredApiKey;
import io.leasehold.tenancy.spi.TenantRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CachingTenantRegistryTest extends TenantRegistryContract {

  private final Tenant acme =
      Tenant.active(TenantId.of("acme"), Tier.of("basic"))
          .withDomains(TenantDomain.of("acme.example"))
          .withIssuers("https://id.example.com");
  private final InMemoryTenantRegistry store = InMemoryTenantRegistry.of(acme);
  private final Counting counting = new Counting(store);
  private final AtomicLong nanos = new AtomicLong();
  private final CachingTenantRegistry cache =
      CachingTenantRegistry.builder(counting).ttl(Duration.ofSeconds(30)).build(nanos::get);

  @Override
  protected TenantRegistry registryWith(Tenant... tenants) {
    return CachingTenantRegistry.around(InMemoryTenantRegistry.of(tenants));
  }

  @Override
  protected TenantRegistry registryWith(RegisteredApiKey key, Tenant... tenants) {
    InMemoryTenantRegistry registry = InMemoryTenantRegistry.of(tenants);
    registry.save(key);
    return CachingTenantRegistry.around(registry);
  }

  @Override
  protected TenantRegistry unreachableRegistry() {
    InMemoryTenantRegistry down = InMemoryTenantRegistry.of();
    down.reachable(false);
    return CachingTenantRegistry.around(down);
  }

  @Test
  void anAnswerIsRememberedForTheTimeToLive() {
    cache.findById(acme.id());
    pass(Duration.ofSeconds(29));
    assertThat(cache.findById(acme.id())).contains(acme);
    assertThat(counting.questions).hasValue(1);
    pass(Duration.ofSeconds(2));
    assertThat(cache.findById(acme.id())).contains(acme);
    assertThat(counting.questions).hasValue(2);
  }

  @Test
  void useDoesNotProlongTheTimeToLive() {
    for (int second = 0; second < 31; second++) {
      cache.findBySlug(acme.slug());
      pass(Duration.ofSeconds(1));
    }
    assertThat(counting.questions).hasValue(2);
  }

  @Test
  void nothingFoundIsRememberedForAShorterTime() {
    TenantSlug later = TenantSlug.of("later");
    cache.findBySlug(later);
    pass(Duration.ofSeconds(4));
    assertThat(cache.findBySlug(later)).isEmpty();
    assertThat(counting.questions).hasValue(1);
    store.save(Tenant.active(TenantId.of("later"), Tier.of("basic")));
    pass(Duration.ofSeconds(2));
    assertThat(cache.findBySlug(later)).isPresent();
  }

  @Test
  void whereNobodyTellsOfChangesTheTimeToOutliveAnOutageCountsFromTheQuestion() {
    CachingTenantRegistry alone =
        CachingTenantRegistry.builder(counting)
            .ttl(Duration.ofSeconds(30))
            .staleWhileDown(Duration.ofSeconds(40))
            .build(nanos::get);
    alone.findById(acme.id());
    store.save(acme.withStatus(TenantStatus.SUSPENDED));
    store.reachable(false);
    pass(Duration.ofSeconds(39));
    assertThat(alone.findById(acme.id())).contains(acme);
    pass(Duration.ofSeconds(2));
    assertThatThrownBy(() -> alone.findById(acme.id()))
        .isInstanceOf(TenantRegistryUnavailableException.class);
  }

  @Test
  void anOutageIsNotRemembered() {
    store.reachable(false);
    for (int attempt = 0; attempt < 3; attempt++) {
      assertThatThrownBy(() -> cache.findById(acme.id()))
          .isInstanceOf(TenantRegistryUnavailableException.class);
      assertThatThrownBy(() -> cache.findByIssuer("https://id.example.com"))
          .isInstanceOf(TenantRegistryUnavailableException.class);
    }
    store.reachable(true);
    assertThat(cache.findById(acme.id())).contains(acme);
    assertThat(cache.findByIssuer("https://id.example.com")).containsExactly(acme);
    assertThat(counting.questions).hasValue(8);
  }

  @Test
  void whatIsRememberedSurvivesAnOutageUntilItsTimeIsUp() {
    cache.findById(acme.id());
    store.reachable(false);
    assertThat(cache.findById(acme.id())).contains(acme);
    pass(Duration.ofSeconds(31));
    assertThatThrownBy(() -> cache.findById(acme.id()))
        .isInstanceOf(TenantRegistryUnavailableException.class);
  }

  @Test
  void idSlugAndDomainOfTheSameTextAreDifferentQuestions() {
    assertThat(cache.findById(TenantId.of("acme"))).contains(acme);
    assertThat(cache.findByDomain(TenantDomain.of("acme"))).isEmpty();
    assertThat(cache.findBySlug(TenantSlug.of("acme"))).contains(acme);
    assertThat(counting.questions).hasValue(3);
  }

  @Test
  void aForgottenTenantIsAskedForAgainByEveryName() {
    askForEverything();
    store.save(acme.withStatus(TenantStatus.SUSPENDED));
    cache.forget(acme.id());
    assertThat(askForEverything())
        .hasSize(4)
        .allMatch(tenant -> tenant.status() == TenantStatus.SUSPENDED);
  }

  @Test
  void manyWhoAskAtOnceAreOneQuestion() throws Exception {
    assertThat(together(16, () -> cache.findById(acme.id()))).allMatch(Optional.of(acme)::equals);
    assertThat(counting.questions).hasValue(1);
  }

  @Test
  void manyWhoAskAtOnceInAnOutageShareTheFailure() throws Exception {
    store.reachable(false);
    List<Optional<Tenant>> answers =
        together(
            16,
            () -> {
              try {
                return cache.findById(acme.id());
              } catch (TenantRegistryUnavailableException outage) {
                return Optional.empty();
              }
            });
    assertThat(answers).allMatch(Optional::isEmpty);
    assertThat(counting.questions).hasValue(1);
    store.reachable(true);
    assertThat(cache.findById(acme.id())).contains(acme);
  }

  @Test
  void anAnswerThatWasOnItsWayWhenTheTenantWasForgottenIsNotKept() throws Exception {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      counting.holdAfterReading = new CountDownLatch(1);
      Future<Optional<Tenant>> stale = threads.submit(() -> cache.findById(acme.id()));
      counting.asked.await();
      store.save(acme.withStatus(TenantStatus.SUSPENDED));
      cache.forget(acme.id());
      counting.holdAfterReading.countDown();
      assertThat(stale.get()).contains(acme);
      assertThat(cache.findById(acme.id())).map(Tenant::status).contains(TenantStatus.SUSPENDED);
    } finally {
      threads.shutdownNow();
    }
  }

  private List<Tenant> askForEverything() {
    List<Tenant> answers = new ArrayList<>(cache.findByIssuer("https://id.example.com"));
    cache.findById(acme.id()).ifPresent(answers::add);
    cache.findBySlug(acme.slug()).ifPresent(answers::add);
    cache.findByDomain(TenantDomain.of("acme.example")).ifPresent(answers::add);
    return answers;
  }

  /** All threads ask while the first question is still being answered. */
  private List<Optional<Tenant>> together(int number, Callable<Optional<Tenant>> question)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(number);
    try {
      counting.holdAfterReading = new CountDownLatch(1);
      List<Thread> waiting = new ArrayList<>();
      List<Future<Optional<Tenant>>> answers = new ArrayList<>();
      for (int i = 0; i < number; i++) {
        answers.add(
            threads.submit(
                () -> {
                  synchronized (waiting) {
                    waiting.add(Thread.currentThread());
                  }
                  return question.call();
                }));
      }
      // Everybody is parked: one in the store, the others on its answer.
      while (parked(waiting) < number) {
        Thread.onSpinWait();
      }
      counting.holdAfterReading.countDown();
      List<Optional<Tenant>> results = new ArrayList<>();
      for (Future<Optional<Tenant>> answer : answers) {
        results.add(answer.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static long parked(List<Thread> threads) {
    synchronized (threads) {
      return threads.stream().filter(t -> t.getState() == Thread.State.WAITING).count();
    }
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** Counts questions, and can hold an answer back after it was read. */
  private static final class Counting implements TenantRegistry {

    private final TenantRegistry store;
    private final AtomicInteger questions = new AtomicInteger();
    private final CountDownLatch asked = new CountDownLatch(1);
    private volatile CountDownLatch holdAfterReading = new CountDownLatch(0);

    private Counting(TenantRegistry store) {
      this.store = store;
    }

    @Override
    public Optional<Tenant> findById(TenantId id) {
      questions.incrementAndGet();
      try {
        return store.findById(id);
      } finally {
        asked.countDown();
        awaitRelease();
      }
    }

    @Override
    public Optional<Tenant> findBySlug(TenantSlug slug) {
      questions.incrementAndGet();
      return store.findBySlug(slug);
    }

    @Override
    public Optional<Tenant> findByDomain(TenantDomain domain) {
      questions.incrementAndGet();
      return store.findByDomain(domain);
    }

    @Override
    public List<Tenant> findByIssuer(String issuer) {
      questions.incrementAndGet();
      return store.findByIssuer(issuer);
    }

    @Override
    public Optional<RegisteredApiKey> findByApiKeyHash(ApiKeyHash hash) {
      questions.incrementAndGet();
      return store.findByApiKeyHash(hash);
    }

    @Override
    public TenantPage list(TenantPage.Request request) {
      questions.incrementAndGet();
      return store.list(request);
    }

    private void awaitRelease() {
      try {
        holdAfterReading.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
