package io.leasehold.tenancy.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.spi.TenantRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every registry promises. A registry's test extends this class and adds nothing to it. */
public abstract class TenantRegistryContract {

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
  }
}
