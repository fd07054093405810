package io.leasehold.tenancy.registry;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantPage;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.apikey.ApiKeyHash;
import io.leasehold.tenancy.apikey.RegisteredApiKey;
import io.leasehold.tenancy.spi.TenantRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Counts the questions, in all and by what is asked. */
final class CountingRegistry implements TenantRegistry {

  private final TenantRegistry store;
  private final AtomicInteger all = new AtomicInteger();
  private final Map<Object, Integer> questions = new ConcurrentHashMap<>();

  /** Answers as a database does, with another object each time. */
  volatile boolean copies;

  CountingRegistry(TenantRegistry store) {
    this.store = store;
  }

  int questions() {
    return all.get();
  }

  int questions(Object about) {
    return questions.getOrDefault(about, 0);
  }

  Map<Object, Integer> byName() {
    return questions;
  }

  @Override
  public Optional<Tenant> findById(TenantId id) {
    count(id);
    return answer(store.findById(id));
  }

  @Override
  public Optional<Tenant> findBySlug(TenantSlug slug) {
    count(slug);
    return answer(store.findBySlug(slug));
  }

  @Override
  public Optional<Tenant> findByDomain(TenantDomain domain) {
    count(domain);
    return answer(store.findByDomain(domain));
  }

  @Override
  public List<Tenant> findByIssuer(String issuer) {
    count(issuer);
    return store.findByIssuer(issuer);
  }

  @Override
  public Optional<RegisteredApiKey> findByApiKeyHash(ApiKeyHash hash) {
    count(hash);
    return store.findByApiKeyHash(hash);
  }

  @Override
  public TenantPage list(TenantPage.Request request) {
    count(request);
    return store.list(request);
  }

  private void count(Object about) {
    all.incrementAndGet();
    questions.merge(about, 1, Integer::sum);
  }

  private Optional<Tenant> answer(Optional<Tenant> found) {
    return copies ? found.map(CountingRegistry::copy) : found;
  }

  private static Tenant copy(Tenant tenant) {
    return new Tenant(
        TenantId.of(copy(tenant.id().value())),
        TenantSlug.of(copy(tenant.slug().value())),
        copy(tenant.name()),
        tenant.status(),
        Tier.of(copy(tenant.tier().name())),
        tenant.domains().stream()
            .map(domain -> TenantDomain.of(copy(domain.value())))
            .collect(Collectors.toSet()),
        tenant.issuers().stream().map(CountingRegistry::copy).collect(Collectors.toSet()),
        tenant.attributes().entrySet().stream()
            .collect(Collectors.toMap(e -> copy(e.getKey()), e -> copy(e.getValue()))));
  }

  private static String copy(String text) {
    return String.valueOf(text.toCharArray());
  }
}
