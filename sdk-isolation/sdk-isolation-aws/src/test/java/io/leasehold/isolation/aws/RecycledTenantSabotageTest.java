package io.leasehold.isolation.aws;

import static io.leasehold.isolation.aws.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import java.time.Clock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who does not follow the changes hands the session of the first holder to the second. */
class RecycledTenantSabotageTest {

  @Test
  @Tag("attack-A21")
  void without_the_changes_the_old_session_is_handed_on() {
    try (StubSts sts = new StubSts(Clock.systemUTC())) {
      Tenant first = Tenant.active(ACME, Tier.of("basic"));
      InMemoryTenantRegistry tenants = InMemoryTenantRegistry.of(first);
      TenantCredentialVendor vendor = Samples.vendor(sts).tenants(tenants).build();
      String before = vendor.vend(ACME).toCompletableFuture().join().accessKeyId();

      tenants.save(first.withStatus(TenantStatus.DELETED));
      tenants.save(first.withName("Somebody else"));

      assertThat(vendor.vend(ACME).toCompletableFuture().join().accessKeyId()).isEqualTo(before);
    }
  }
}
