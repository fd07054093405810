package io.leasehold.tenancy.resolution;

import static io.leasehold.tenancy.resolution.Tenants.ACME;
import static io.leasehold.tenancy.resolution.Tenants.GLOBEX;
import static io.leasehold.tenancy.resolution.Tenants.INDIVIDUALS;
import static io.leasehold.tenancy.resolution.Tenants.POOL;
import static io.leasehold.tenancy.resolution.Tenants.SILO;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.apikey.ApiKeyVerification;
import io.leasehold.tenancy.apikey.VerifiedApiKey;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.resolution.TenantCandidate.Kind;
import io.leasehold.tenancy.spi.TenantResolver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For random requests and random resolvers, every order of the resolvers decides the same. */
@Tag("mistake-02")
class ResolverOrderTest {

  private static final List<String> NAMES =
      List.of("t-1", "t-2", "t-3", "t-9", "acme", "globex", "individuals", "labs.acme.example");

  static LongStream seeds() {
    return LongStream.range(0, 500);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theOrderOfResolversNeverMatters(long seed) {
    assertThat(decisionsInAnyOrder(seed)).as("seed %s", seed).hasSize(1);
  }

  @Test
  void theRandomRequestsReachEveryOutcomeThatResolversCanCause() {
    assertThat(seeds().boxed().flatMap(seed -> decisionsInAnyOrder(seed).stream()))
        .extracting(Object::getClass)
        .contains(
            TenantDecision.Admitted.class,
            TenantDecision.Anonymous.class,
            TenantDecision.NoToken.class,
            TenantDecision.Mismatch.class,
            TenantDecision.NotAdmitted.class,
            TenantDecision.UnknownHost.class,
            TenantDecision.MalformedHost.class,
            TenantDecision.NotChosen.class);
  }

  private static Set<TenantDecision> decisionsInAnyOrder(long seed) {
    // Spread: the first numbers of neighbouring seeds are almost the same.
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    InMemoryTenantRegistry registry =
        InMemoryTenantRegistry.of(anyStatus(random, ACME), GLOBEX, INDIVIDUALS);
    List<TenantResolver> resolvers = new ArrayList<>();
    resolvers.add(
        HostTenantResolver.of("localhost").withPlatformHosts("api.localhost", "www.localhost"));
    if (random.nextInt(4) > 0) {
      resolvers.add(ClaimTenantResolver.claim("tenant_id"));
    }
    resolvers.add(new ApiKeyTenantResolver());
    resolvers.add(HeaderTenantResolver.named("X-Tenant"));
    // Pure chance hardly ever agrees, so a third of the requests are made to.
    boolean honest = random.nextInt(3) == 0;
    for (int extra = random.nextInt(4); extra > 0; extra--) {
      resolvers.add(honest ? acmeResolver(random) : anyResolver(random));
    }
    RequestSignals request =
        honest
            ? RequestSignals.at("acme.localhost").withToken(Tenants.token(SILO, "t-1"))
            : anyRequest(random);

    Set<TenantDecision> decisions = new HashSet<>();
    for (int order = 0; order < 12; order++) {
      Collections.shuffle(resolvers, random);
      decisions.add(
          new TenantEntry(registry, resolvers, TenantAgreementPolicy.STRICT).decide(request));
    }
    decisions.forEach(decision -> assertAdmittedByAllSignals(decision, request, resolvers));
    return decisions;
  }

  // The other half of the property: who is admitted is the tenant that every signal names.
  private static void assertAdmittedByAllSignals(
      TenantDecision decision, RequestSignals request, List<TenantResolver> resolvers) {
    if (decision instanceof TenantDecision.Admitted admitted) {
      Tenant tenant = admitted.tenant();
      request.token().ifPresent(token -> assertThat(tenant.issuers()).contains(token.issuer()));
      request.apiKey().ifPresent(key -> assertThat(key.tenant()).isEqualTo(tenant.id()));
      assertThat(request.token().isPresent() ^ request.apiKey().isPresent()).isTrue();
      assertThat(admitted.evidence().get(0).trust()).isEqualTo(TrustLevel.CRYPTOGRAPHIC);
      for (TenantResolver resolver : resolvers) {
        TenantResolution resolution = resolver.resolve(request);
        assertThat(resolution).isNotInstanceOf(TenantResolution.Rejected.class);
        if (resolution instanceof TenantResolution.Resolved resolved) {
          assertThat(resolved.candidate().names(tenant)).isTrue();
        }
        if (resolution instanceof TenantResolution.OneOf membership) {
          assertThat(membership.candidates()).anyMatch(candidate -> candidate.names(tenant));
        }
      }
    }
  }

  private static Tenant anyStatus(Random random, Tenant tenant) {
    return random.nextBoolean() ? tenant : tenant.withStatus(any(random, TenantStatus.values()));
  }

  private static RequestSignals anyRequest(Random random) {
    List<String> hosts =
        List.of(
            "acme.localhost",
            "globex.localhost",
            "labs.acme.example",
            "x.localhost",
            "api.localhost",
            "a b");
    RequestSignalsBuilder builder =
        RequestSignals.builder()
            .hosts(List.of(hosts.get(random.nextInt(hosts.size()))))
            .route(random.nextBoolean() ? Route.PUBLIC : Route.PROTECTED);
    if (random.nextInt(4) == 0) {
      builder.header("X-Tenant", NAMES.get(random.nextInt(NAMES.size())));
    }
    RequestSignals request = builder.build();
    if (random.nextInt(4) == 0) {
      return request;
    }
    if (random.nextInt(6) == 0) {
      TenantId tenant = TenantId.of("t-" + (1 + random.nextInt(4)));
      return request.withApiKey(
          new ApiKeyVerification.Verified(new VerifiedApiKey("0a1b2c3d", tenant, Set.of())));
    }
    Object claim = random.nextInt(8) == 0 ? List.of("t-1") : "t-" + (1 + random.nextInt(4));
    return request.withToken(Tenants.token(random.nextBoolean() ? SILO : POOL, claim));
  }

  private static TenantResolver anyResolver(Random random) {
    TrustLevel trust = any(random, TrustLevel.values());
    int kindOfAnswer = random.nextInt(6);
    Kind kind = any(random, Kind.values());
    String value = NAMES.get(random.nextInt(NAMES.size()));
    boolean usable = kind == Kind.DOMAIN ? TenantDomain.isValid(value) : kind.accepts(value);
    if (kindOfAnswer == 0) {
      return signals -> TenantResolution.rejected(trust, "random");
    }
    if (kindOfAnswer == 1 || !usable) {
      return signals -> TenantResolution.notApplicable();
    }
    String source = "random " + random.nextInt(3);
    if (kindOfAnswer == 2) {
      List<TenantCandidate> members =
          NAMES.stream()
              .filter(name -> kind.accepts(name) && random.nextInt(3) > 0)
              .map(name -> new TenantCandidate(kind, name, trust, source))
              .toList();
      return signals ->
          members.isEmpty() ? TenantResolution.notApplicable() : TenantResolution.oneOf(members);
    }
    return signals -> TenantResolution.resolved(new TenantCandidate(kind, value, trust, source));
  }

  private static TenantResolver acmeResolver(Random random) {
    TenantCandidate candidate =
        new TenantCandidate(
            Kind.SLUG, "acme", any(random, TrustLevel.values()), "random " + random.nextInt(3));
    return signals -> TenantResolution.resolved(candidate);
  }

  private static <T> T any(Random random, T[] values) {
    return List.of(values).get(random.nextInt(values.length));
  }
}
