package io.leasehold.tenancy.resolution;

import static io.leasehold.tenancy.resolution.Tenants.ACME;
import static io.leasehold.tenancy.resolution.Tenants.GLOBEX;
import static io.leasehold.tenancy.resolution.Tenants.POOL;
import static io.leasehold.tenancy.resolution.Tenants.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantPage;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.apikey.ApiKeyHash;
import io.leasehold.tenancy.apikey.RegisteredApiKey;
import io.leasehold.tenancy.problem.TenantProblems;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.spi.TenantRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a default tenant would open, and what an answer by its cause would tell. */
class AnswersSabotageTest {

  private static final TenantRegistry TENANTS = InMemoryTenantRegistry.of(ACME, GLOBEX);

  @Test
  @Tag("mistake-09")
  void withADefaultTenantAMemberOfItEntersAtAHostThatNobodyServes() {
    RequestSignals lost =
        RequestSignals.at("nobody.example.net").withToken(token(POOL, GLOBEX.id().value()));

    assertThat(entry(TENANTS).decide(lost)).isEqualTo(new TenantDecision.UnknownHost());
    assertThat(entry(new WithDefault(TENANTS, GLOBEX)).decide(lost))
        .isInstanceOf(TenantDecision.Admitted.class);
  }

  @Test
  @Tag("mistake-26")
  void anAnswerThatDependsOnTheCauseTellsWhichTenantsThereAre() {
    Function<String, Object> ours =
        claim ->
            TenantProblems.of(
                entry(TENANTS)
                    .decide(RequestSignals.at("globex.labs.test").withToken(token(POOL, claim))));
    Function<String, Object> byCause =
        claim -> TENANTS.findById(TenantId.of(claim)).isPresent() ? 403 : 404;

    String existing = ACME.id().value();
    assertThat(ours.apply("t-999")).isEqualTo(ours.apply(existing));
    assertThat(byCause.apply("t-999")).isNotEqualTo(byCause.apply(existing));
  }

  private static TenantEntry entry(TenantRegistry registry) {
    return TenantEntry.of(
        registry, HostTenantResolver.of("labs.test"), ClaimTenantResolver.claim("tenant_id"));
  }

  /** What other libraries call a fallback. */
  private record WithDefault(TenantRegistry registry, Tenant tenant) implements TenantRegistry {

    @Override
    public Optional<Tenant> findById(TenantId id) {
      return registry.findById(id).or(() -> Optional.of(tenant));
    }

    @Override
    public Optional<Tenant> findBySlug(TenantSlug slug) {
      return registry.findBySlug(slug).or(() -> Optional.of(tenant));
    }

    @Override
    public Optional<Tenant> findByDomain(TenantDomain domain) {
      return registry.findByDomain(domain).or(() -> Optional.of(tenant));
    }

    @Override
    public List<Tenant> findByIssuer(String issuer) {
      return registry.findByIssuer(issuer);
    }

    @Override
    public TenantPage list(TenantPage.Request request) {
      return registry.list(request);
    }

    @Override
    public Optional<RegisteredApiKey> findByApiKeyHash(ApiKeyHash hash) {
      return registry.findByApiKeyHash(hash);
    }
  }
}
