package io.leasehold.tenancy.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.resolution.ClaimTenantResolver;
import io.leasehold.tenancy.resolution.HostTenantResolver;
import io.leasehold.tenancy.resolution.RequestSignals;
import io.leasehold.tenancy.resolution.Route;
import io.leasehold.tenancy.resolution.TenantDecision;
import io.leasehold.tenancy.resolution.TenantEntry;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * With the guard off: the container trusts one issuer more than the application knows of, and the
 * bridge does not compare.
 */
@Tag("mistake-06")
class MpJwtBridgeSabotageTest {

  private final TenantEntry entry =
      TenantEntry.of(
          InMemoryTenantRegistry.of(
              Tenant.active(TenantId.of("acme"), Tier.of("basic"))
                  .withIssuers(MpJwtBridgeTest.ISSUER)),
          HostTenantResolver.of("localhost"),
          ClaimTenantResolver.claim("tenant_id"));

  private final MpJwtBridge bridge =
      MpJwtBridge.of(MpJwtBridgeTest.ISSUER)
          .withClock(Clock.fixed(MpJwtBridgeTest.NOW, ZoneOffset.UTC));

  private final JsonWebToken foreign =
      MpJwtBridgeTest.token(Map.of("iss", "https://other.example.com", "sub", "mallory"));

  @Test
  void withoutTheLookAtTheIssuerATokenOfAnotherOneOpensTheTenantThatItNames() {
    assertThat(decision(bridge)).isInstanceOf(TenantDecision.TokenRejected.class);
    assertThat(decision(bridge.withoutLookAtTheIssuer()))
        .isInstanceOfSatisfying(
            TenantDecision.Admitted.class,
            admitted -> assertThat(admitted.tenant().id()).isEqualTo(TenantId.of("acme")));
  }

  private TenantDecision decision(MpJwtBridge through) {
    return entry.decide(
        RequestSignals.builder()
            .headers(name -> List.of())
            .authority("acme.localhost")
            .peer("127.0.0.1")
            .path("/api/labs")
            .route(Route.PROTECTED)
            .verification(
                through
                    .verification(MpJwtBridgeTest.request(foreign, "Bearer whatever"))
                    .orElseThrow())
            .build());
  }
}
