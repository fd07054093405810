package io.leasehold.isolation.aws.vending;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.registry.LocalTenantChanges;
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
      LocalTenantChanges changes = new LocalTenantChanges();
      TenantCredentialVendor deaf = Samples.vendor(sts).tenants(tenants).build();
      TenantCredentialVendor following = Samples.vendor(sts).tenants(tenants).build();
      following.follow(changes);
      String firsts = key(deaf);
      String followed = key(following);

      tenants.save(first.withStatus(TenantStatus.DELETED));
      changes.publish(TenantChange.of(ACME, TenantStatus.DELETED));
      tenants.save(first.withName("Somebody else"));

      assertThat(key(following)).isNotEqualTo(followed);
      assertThat(key(deaf)).isEqualTo(firsts);
    }
  }

  private static String key(TenantCredentialVendor vendor) {
    return vendor.vend(ACME).toCompletableFuture().join().accessKeyId();
  }
}
