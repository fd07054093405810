package io.leasehold.tenancy.jakarta;

import com.nimbusds.jwt.JWTClaimsSet;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.resolution.ApiKeyTenantResolver;
import io.leasehold.tenancy.resolution.ClaimTenantResolver;
import io.leasehold.tenancy.resolution.HostTenantResolver;
import io.leasehold.tenancy.resolution.TenantEntry;
import io.leasehold.tenancy.spi.TenantRegistry;
import io.leasehold.tenancy.spi.TrustedIssuers;
import io.leasehold.tenancy.token.FakeIssuer;
import io.leasehold.tenancy.token.TokenVerifier;
import io.leasehold.tenancy.token.TrustedIssuer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.apache.catalina.LifecycleException;

/** Two tenants with an issuer each, and a server that serves both. */
final class Fixture implements AutoCloseable {

  static final String ACME_HOST = "acme.localhost";
  static final String GLOBEX_HOST = "globex.localhost";

  final FakeIssuer acmeIssuer = FakeIssuer.start("acme");
  final FakeIssuer globexIssuer = FakeIssuer.start("globex");

  /** The platform's own. */
  final FakeIssuer operators = FakeIssuer.start("operators");

  final Tenant acme =
      Tenant.active(TenantId.of("t-71c4"), Tier.of("premium"))
          .withSlug(TenantSlug.of("acme"))
          .withName("Acme Corporation")
          .withIssuers(acmeIssuer.issuer());

  final Tenant globex =
      Tenant.active(TenantId.of("t-90ab"), Tier.of("basic"))
          .withSlug(TenantSlug.of("globex"))
          .withName("Globex GmbH")
          .withIssuers(globexIssuer.issuer());

  final InMemoryTenantRegistry registry = InMemoryTenantRegistry.of(acme, globex);

  final AtomicInteger verifications = new AtomicInteger();

  final TokenVerifier verifier = TokenVerifier.builder(this::find).allowLoopbackHttp().build();

  private final TestServer server;

  Fixture() throws Exception {
    this(TenantFilterSettings.defaults());
  }

  Fixture(TenantFilterSettings settings) throws Exception {
    this(settings, (parts, registry) -> parts);
  }

  Fixture(
      TenantFilterSettings settings,
      BiFunction<TenantFilterParts, InMemoryTenantRegistry, TenantFilterParts> change)
      throws Exception {
    this(settings, change, TestApplication.class);
  }

  Fixture(
      TenantFilterSettings settings,
      BiFunction<TenantFilterParts, InMemoryTenantRegistry, TenantFilterParts> change,
      Class<? extends TestApplication> application)
      throws Exception {
    TenantEntry entry = entry(registry);
    TenantFilterSettings mine = settings.withPlatformIssuers(operators.issuer());
    this.server =
        TestServer.start(
            change.apply(TenantFilterParts.of(entry, verifier, mine), registry),
            verifier,
            application);
  }

  static TenantEntry entry(TenantRegistry tenants) {
    return TenantEntry.of(
        tenants,
        HostTenantResolver.of("localhost"),
        ClaimTenantResolver.claim("tenant_id"),
        new ApiKeyTenantResolver());
  }

  /** Every verification of a token asks the issuer table once. */
  private Optional<TrustedIssuer> find(String issuer) {
    verifications.incrementAndGet();
    return TrustedIssuers.of(acmeIssuer.trusted(), globexIssuer.trusted(), operators.trusted())
        .find(issuer);
  }

  RawHttp http() {
    return server.http();
  }

  String acmeBearer() {
    return "Authorization: Bearer " + acmeIssuer.token(acme.id().value());
  }

  String globexBearer() {
    return "Authorization: Bearer " + globexIssuer.token(globex.id().value());
  }

  /** A token of the platform, which names no tenant. */
  String operatorBearer(String... roles) {
    JWTClaimsSet claims =
        operators.claims("x").claim("tenant_id", null).claim("groups", List.of(roles)).build();
    return "Authorization: Bearer " + operators.sign(claims);
  }

  @Override
  public void close() throws LifecycleException {
    server.close();
    verifier.close();
    acmeIssuer.close();
    globexIssuer.close();
    operators.close();
  }
}
