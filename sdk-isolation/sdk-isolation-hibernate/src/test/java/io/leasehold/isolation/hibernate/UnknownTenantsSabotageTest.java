package io.leasehold.isolation.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.resolution.ClaimTenantResolver;
import io.leasehold.tenancy.resolution.HostTenantResolver;
import io.leasehold.tenancy.resolution.RequestSignals;
import io.leasehold.tenancy.resolution.TenantDecision;
import io.leasehold.tenancy.resolution.TenantEntry;
import io.leasehold.tenancy.spi.TenantRegistry;
import io.leasehold.tenancy.token.VerifiedToken;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Invented tenants take no connection, because the registry is asked before any code runs for a
 * tenant. With a registry that believes in everybody, each of them takes one.
 */
@Tag("mistake-25")
class UnknownTenantsSabotageTest {

  private static final String ISSUER = "https://id.example.com/pool";
  private static final int INVENTED = 200;

  private final LabsDatabase database = LabsDatabase.isolated();
  private final HikariDataSource pool = database.pool(2);
  private final CountingDataSource counted = new CountingDataSource(pool);
  private final DataSource source = TenantDataSource.around(counted);

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void inventedTenantsTakeNoConnection() throws Exception {
    serveInvented(InMemoryTenantRegistry.of(known("acme")));
    assertThat(counted.borrowed()).isZero();
  }

  @Test
  void withARegistryThatBelievesInEverybodyEachTakesOne() throws Exception {
    serveInvented(
        InMemoryTenantRegistry.of(
            IntStream.range(0, INVENTED).mapToObj(i -> known("x-" + i)).toArray(Tenant[]::new)));
    assertThat(counted.borrowed()).isEqualTo(INVENTED);
  }

  @Test
  void howeverManyTenantsThereAreTheyShareOnePoolWithItsCeiling() throws Exception {
    for (int i = 0; i < 50; i++) {
      Tenants.as(known("x-" + i), source, LabsDatabase::titles);
    }
    assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isLessThanOrEqualTo(2);
  }

  private void serveInvented(TenantRegistry registry) throws Exception {
    TenantEntry entry =
        TenantEntry.of(
            registry,
            HostTenantResolver.of("shop.example.com"),
            ClaimTenantResolver.claim("tenant_id"));
    for (int i = 0; i < INVENTED; i++) {
      String id = "x-" + i;
      RequestSignals request = RequestSignals.at(id + ".shop.example.com").withToken(token(id));
      if (entry.decide(request) instanceof TenantDecision.Admitted admitted) {
        Tenants.as(admitted.tenant(), source, LabsDatabase::titles);
      }
    }
  }

  private static Tenant known(String id) {
    return Tenant.active(TenantId.of(id), Tier.of("basic")).withIssuers(ISSUER);
  }

  private static VerifiedToken token(String tenantId) {
    return new VerifiedToken(
        ISSUER,
        "mallory",
        Set.of("shop"),
        Instant.parse("2026-01-01T00:00:00Z"),
        Set.of(),
        Map.of("tenant_id", tenantId));
  }
}
