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
import io.leasehold.tenancy.apikey.ApiKey;
import io.leasehold.tenancy.apikey.RegisteredApiKey;
import io.leasehold.tenancy.spi.TenantRegistry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every registry promises. A registry's test extends this class and adds nothing to it. */
public abstract class TenantRegistryContract {

  private static final ApiKey KEY = ApiKey.generate();
  private static final String POOL_ISSUER = "https://id.example.com/pool";

  private final Tenant acme =
      Tenant.active(TenantId.of("t-1"), Tier.of("premium"))
          .withSlug(TenantSlug.of("acme"))
          .withName("Acme \"Labs\" & Söhne")
          .withDomains(TenantDomain.of("labs.acme.example"), TenantDomain.of("acme.example"))
          .withIssuers("https://id.acme.example")
          .withAttributes(Map.of("brand.color", "#0a0", "support", "help@acme.example"));

  private final Tenant globex =
      Tenant.active(TenantId.of("t-2"), Tier.of("basic"))
          .withSlug(TenantSlug.of("globex"))
          .withIssuers(POOL_ISSUER);

  private final Tenant individuals =
      Tenant.active(TenantId.of("t-3"), Tier.of("basic"))
          .withSlug(TenantSlug.of("individuals"))
          .withIssuers(POOL_ISSUER, "https://id.example.com/other");

  /** A registry with exactly these tenants. Called once or more often in a test. */
  protected abstract TenantRegistry registryWith(Tenant... tenants);

  /** A registry with exactly these tenants and this API key of one of them. */
  protected abstract TenantRegistry registryWith(RegisteredApiKey key, Tenant... tenants);

  /** A registry that cannot reach its store. */
  protected abstract TenantRegistry unreachableRegistry();

  @Test
  void aTenantIsFoundByIdSlugAndEachDomainWithEverythingItHas() {
    TenantRegistry registry = registryWith(acme, globex);
    assertThat(registry.findById(acme.id())).contains(acme);
    assertThat(registry.findBySlug(acme.slug())).contains(acme);
    assertThat(acme.domains()).hasSize(2);
    for (TenantDomain domain : acme.domains()) {
      assertThat(registry.findByDomain(domain)).contains(acme);
    }
  }

  @Test
  void aTenantWithoutDomainsIssuersAndAttributesIsFoundAsSuch() {
    Tenant bare = Tenant.active(TenantId.of("t-9"), Tier.of("basic"));
    assertThat(registryWith(bare).findById(bare.id())).contains(bare);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    TenantRegistry registry = registryWith(acme);
    assertThat(registry.findById(TenantId.of("nobody"))).isEmpty();
    assertThat(registry.findBySlug(TenantSlug.of("nobody"))).isEmpty();
    assertThat(registry.findByDomain(TenantDomain.of("nobody.example"))).isEmpty();
    assertThat(registry.findByIssuer("https://nobody.example")).isEmpty();
  }

  @Test
  void idSlugAndDomainAreNotMistakenForEachOther() {
    TenantRegistry registry = registryWith(acme);
    assertThat(registry.findById(TenantId.of("acme"))).isEmpty();
    assertThat(registry.findBySlug(TenantSlug.of("t-1"))).isEmpty();
    assertThat(registry.findByDomain(TenantDomain.of("acme"))).isEmpty();
  }

  @Test
  void aSubdomainOfADomainIsAnotherHost() {
    assertThat(registryWith(acme).findByDomain(TenantDomain.of("x.acme.example"))).isEmpty();
  }

  @Test
  void aSharedIssuerSpeaksForSeveralTenantsInOrderOfTheirIds() {
    TenantRegistry registry = registryWith(individuals, acme, globex);
    assertThat(registry.findByIssuer(POOL_ISSUER)).containsExactly(globex, individuals);
    assertThat(registry.findByIssuer("https://id.acme.example")).containsExactly(acme);
  }

  @Test
  void anIssuerIsComparedExactly() {
    TenantRegistry registry = registryWith(acme);
    assertThat(registry.findByIssuer("https://id.acme.example/")).isEmpty();
    assertThat(registry.findByIssuer("HTTPS://id.acme.example")).isEmpty();
    assertThat(registry.findByIssuer("https://id.acme.exampl%")).isEmpty();
    assertThat(registry.findByIssuer("")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(TenantStatus.class)
  void theStatusIsToldAndHidesNothing(TenantStatus status) {
    Tenant tenant = acme.withStatus(status);
    TenantRegistry registry = registryWith(tenant);
    assertThat(registry.findById(tenant.id())).contains(tenant);
    assertThat(registry.findBySlug(tenant.slug())).contains(tenant);
    assertThat(registry.findByDomain(TenantDomain.of("acme.example"))).contains(tenant);
    assertThat(registry.findByIssuer("https://id.acme.example")).containsExactly(tenant);
  }

  @Test
  void anApiKeyIsFoundByItsHashWithItsTenantRolesAndEnd() {
    Instant later = Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.MILLIS);
    RegisteredApiKey machine =
        RegisteredApiKey.of(KEY, acme.id(), "reader", "build").withExpiresAt(later);
    TenantRegistry registry = registryWith(machine, acme, globex);
    assertThat(registry.findByApiKeyHash(KEY.hash())).contains(machine);
    assertThat(registry.findByApiKeyHash(ApiKey.generate().hash())).isEmpty();
  }

  @Test
  void anApiKeyWithoutRolesAndEndIsFoundAsSuch() {
    RegisteredApiKey bare = RegisteredApiKey.of(KEY, acme.id());
    assertThat(registryWith(bare, acme).findByApiKeyHash(KEY.hash())).contains(bare);
  }

  @Test
  void anExpiredAndARevokedApiKeyAreToldAsSuch() {
    RegisteredApiKey old =
        RegisteredApiKey.of(KEY, acme.id()).withExpiresAt(Instant.ofEpochSecond(1)).asRevoked();
    assertThat(registryWith(old, acme).findByApiKeyHash(KEY.hash())).contains(old);
  }

  @Test
  void theApiKeyOfASuspendedTenantIsToldLikeItsTenant() {
    RegisteredApiKey key = RegisteredApiKey.of(KEY, acme.id());
    TenantRegistry registry = registryWith(key, acme.withStatus(TenantStatus.SUSPENDED));
    assertThat(registry.findByApiKeyHash(KEY.hash())).contains(key);
  }

  @Test
  void theListHasEveryTenantOnceInOrderOfIdsWhateverThePageSize() {
    Tenant[] tenants =
        Stream.of("b", "a-1", "a", "a1", "0", "z-9", "c")
            .map(id -> Tenant.active(TenantId.of(id), Tier.of("basic")))
            .map(t -> t.id().value().equals("c") ? t.withStatus(TenantStatus.DELETED) : t)
            .toArray(Tenant[]::new);
    TenantRegistry registry = registryWith(tenants);
    for (int size = 1; size <= 8; size++) {
      assertThat(ids(registry, size))
          .as("pages of " + size)
          .containsExactly("0", "a", "a-1", "a1", "b", "c", "z-9");
    }
    assertThat(registry.all()).hasSize(7).contains(tenants);
  }

  @Test
  void aPageSaysWhetherThereIsAnother() {
    TenantRegistry registry = registryWith(acme, globex);
    assertThat(registry.list(TenantPage.first(1)).next()).isPresent();
    assertThat(registry.list(TenantPage.first(2)).next()).isEmpty();
    assertThat(registryWith().list(TenantPage.first(1)))
        .isEqualTo(new TenantPage(List.of(), Optional.empty()));
  }

  @Test
  void anOutageIsNeverAnEmptyAnswer() {
    TenantRegistry registry = unreachableRegistry();
    assertThatThrownBy(() -> registry.findById(acme.id()))
        .isInstanceOf(TenantRegistryUnavailableException.class);
    assertThatThrownBy(() -> registry.findBySlug(acme.slug()))
        .isInstanceOf(TenantRegistryUnavailableException.class);
    assertThatThrownBy(() -> registry.findByDomain(TenantDomain.of("acme.example")))
        .isInstanceOf(TenantRegistryUnavailableException.class);
    assertThatThrownBy(() -> registry.findByIssuer("https://id.acme.example"))
        .isInstanceOf(TenantRegistryUnavailableException.class);
    assertThatThrownBy(() -> registry.findByApiKeyHash(KEY.hash()))
        .isInstanceOf(TenantRegistryUnavailableException.class);
    assertThatThrownBy(() -> registry.list(TenantPage.first(10)))
        .isInstanceOf(TenantRegistryUnavailableException.class);
    assertThatThrownBy(registry::all).isInstanceOf(TenantRegistryUnavailableException.class);
  }

  private static List<String> ids(TenantRegistry registry, int pageSize) {
    List<String> ids = new ArrayList<>();
    Optional<TenantPage.Request> next = Optional.of(TenantPage.first(pageSize));
    while (next.isPresent()) {
      TenantPage page = registry.list(next.get());
      assertThat(page.tenants()).hasSizeLessThanOrEqualTo(pageSize);
      page.tenants().forEach(tenant -> ids.add(tenant.id().value()));
      next = page.next();
    }
    return ids;
  }
}
