package io.leasehold.isolation.aws.vending;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.fixture.MovableClock;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.session.CredentialVendingException;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.registry.LocalTenantChanges;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An id that is given to somebody else. The registry keeps an id taken for ever; where another one
 * gives it away again, no session of the first holder is handed to the second.
 */
class RecycledTenantTest {

  private final MovableClock clock = new MovableClock();
  private final StubSts sts = new StubSts(clock);
  private final Tenant first = Tenant.active(ACME, Tier.of("basic"));
  private final InMemoryTenantRegistry tenants = InMemoryTenantRegistry.of(first);
  private final LocalTenantChanges changes = new LocalTenantChanges();
  private final TenantCredentialVendor vendor =
      Samples.vendor(sts).clock(clock).tenants(tenants).build();

  @AfterEach
  void close() {
    sts.close();
  }

  private TenantCredentials vend() {
    return vendor.vend(ACME).toCompletableFuture().join();
  }

  private void recycle() {
    tenants.save(first.withStatus(TenantStatus.DELETED));
    changes.publish(TenantChange.of(ACME, TenantStatus.DELETED));
    tenants.save(first.withName("Somebody else"));
    changes.publish(TenantChange.of(ACME, TenantStatus.ACTIVE));
  }

  @Test
  @Tag("attack-A21")
  void who_is_deleted_gets_nothing_and_who_comes_after_gets_a_session_of_its_own() {
    vendor.follow(changes);
    TenantCredentials before = vend();
    tenants.save(first.withStatus(TenantStatus.DELETED));
    changes.publish(TenantChange.of(ACME, TenantStatus.DELETED));

    assertThatThrownBy(this::vend).hasCauseInstanceOf(CredentialVendingException.class);
    recycle();
    assertThat(vend().accessKeyId()).isNotEqualTo(before.accessKeyId());
  }
}
