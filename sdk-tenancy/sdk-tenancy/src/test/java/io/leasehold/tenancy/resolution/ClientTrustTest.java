package io.leasehold.tenancy.resolution;

import static io.leasehold.tenancy.resolution.Tenants.ACME;
import static io.leasehold.tenancy.resolution.Tenants.GLOBEX;
import static io.leasehold.tenancy.resolution.Tenants.INDIVIDUALS;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.resolution.TenantCandidate.Kind;
import io.leasehold.tenancy.spi.TenantResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For random requests: what is not signed opens nothing, however much of it there is. */
@Tag("mistake-02")
class ClientTrustTest {

  private static final List<Tenant> TENANTS = List.of(ACME, GLOBEX, INDIVIDUALS);

  static LongStream seeds() {
    return LongStream.range(0, 300);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsNotSignedNeverOpensAProtectedRoute(long seed) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    // Mostly all of one mind, which is when a careless policy would give in.
    Tenant favourite = any(random, TENANTS);
    TrustLevel most = random.nextBoolean() ? TrustLevel.CLIENT : TrustLevel.INFRASTRUCTURE;
    List<TenantResolver> resolvers = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      Tenant named = random.nextInt(8) == 0 ? any(random, TENANTS) : favourite;
      resolvers.add(saying(random, named, random.nextBoolean() ? TrustLevel.CLIENT : most));
    }
    // With nobody behind it, and with a caller whose good token says nothing of a tenant.
    RequestSignals nobody =
        RequestSignals.builder()
            .header("Host", favourite.slug() + ".localhost")
            .header("X-Tenant", favourite.slug().value())
            .build();
    RequestSignals caller =
        nobody.withToken(
            Tenants.tokenWith(any(random, List.copyOf(favourite.issuers())), Map.of()));
    resolvers.add(HeaderTenantResolver.named("X-Tenant"));
    TenantEntry entry =
        new TenantEntry(
            InMemoryTenantRegistry.of(ACME, GLOBEX, INDIVIDUALS),
            resolvers,
            TenantAgreementPolicy.STRICT);

    assertThat(entry.decide(nobody)).isEqualTo(new TenantDecision.NoToken());
    assertThat(entry.decide(caller)).isEqualTo(new TenantDecision.Mismatch());
  }

  private static TenantResolver saying(Random random, Tenant tenant, TrustLevel trust) {
    TenantCandidate candidate =
        random.nextBoolean()
            ? new TenantCandidate(Kind.ID, tenant.id().value(), trust, "id")
            : new TenantCandidate(Kind.SLUG, tenant.slug().value(), trust, "slug");
    return random.nextInt(3) == 0
        ? signals -> TenantResolution.oneOf(List.of(candidate))
        : signals -> TenantResolution.resolved(candidate);
  }

  private static <T> T any(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
