package io.leasehold.isolation.aws.vending;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static io.leasehold.isolation.aws.fixture.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.fixture.MovableClock;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.session.CredentialVendingException;
import io.leasehold.isolation.aws.session.CredentialVendingException.Reason;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.registry.LocalTenantChanges;
import io.leasehold.tenancy.spi.TenantRegistry;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SuspendedTenantCredentialsTest {

  private final MovableClock clock = new MovableClock();
  private final StubSts sts = new StubSts(clock);
  private final InMemoryTenantRegistry tenants =
      InMemoryTenantRegistry.of(tenant(ACME), tenant(GLOBEX));
  private final LocalTenantChanges changes = new LocalTenantChanges();
  private final TenantCredentialVendor vendor =
      Samples.vendor(sts).clock(clock).jitter(() -> 0.5).tenants(tenants).build();

  @AfterEach
  void close() {
    sts.close();
  }

  @Test
  @Tag("attack-E13")
  @Tag("mistake-27")
  void aSuspendedTenantGetsNoMoreCredentialsCachedOnesIncluded() {
    vendor.follow(changes);
    vendor.vend(ACME).toCompletableFuture().join();
    TenantCredentials others = vendor.vend(GLOBEX).toCompletableFuture().join();

    suspend(ACME);

    assertShutOut();
    assertThat(vendor.vend(GLOBEX).toCompletableFuture().join()).isSameAs(others);
  }

  @Test
  void aTenantThatIsAdmittedAgainGetsCredentialsAtOnce() {
    vendor.follow(changes);
    suspend(ACME);
    assertShutOut();

    tenants.save(tenant(ACME));
    changes.publish(TenantChange.of(ACME, TenantStatus.ACTIVE));

    assertThat(vendor.vend(ACME).toCompletableFuture().join().tenant()).isEqualTo(ACME);
  }

  @Test
  void withoutTheFeedTheNextRefreshFindsTheSuspension() {
    vendor.vend(ACME).toCompletableFuture().join();
    tenants.save(tenant(ACME).withStatus(TenantStatus.SUSPENDED));
    clock.advance(Duration.ofMinutes(45));

    vendor.vend(ACME).toCompletableFuture().join();

    assertShutOut();
  }

  @Test
  void anUnreadableRegistryIsAnOutageAndNoRefusal() {
    tenants.reachable(false);
    assertThatThrownBy(() -> vendor.vend(ACME).toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .extracting(e -> ((CredentialVendingException) e).reason())
        .isEqualTo(Reason.UNAVAILABLE);
    assertThat(sts.calls()).isEmpty();
  }

  @Test
  @Tag("attack-E10")
  void aRegistryThatBreaksLeavesNobodyWaiting() {
    TenantRegistry broken =
        (TenantRegistry)
            Proxy.newProxyInstance(
                TenantRegistry.class.getClassLoader(),
                new Class<?>[] {TenantRegistry.class},
                (proxy, method, arguments) -> {
                  throw new IllegalStateException("a bug");
                });
    TenantCredentialVendor fragile = Samples.vendor(sts).clock(clock).tenants(broken).build();
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> fragile.vend(ACME).toCompletableFuture().get(20, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
    }
    assertThat(fragile.idle()).isTrue();
    assertThat(sts.calls()).isEmpty();
  }

  private void suspend(TenantId tenant) {
    tenants.save(tenant(tenant).withStatus(TenantStatus.SUSPENDED));
    changes.publish(TenantChange.of(tenant, TenantStatus.SUSPENDED));
  }

  private void assertShutOut() {
    assertThatThrownBy(() -> vendor.vend(ACME).toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .extracting(e -> ((CredentialVendingException) e).reason())
        .isEqualTo(Reason.SHUT_OUT);
  }

  private static Tenant tenant(TenantId id) {
    return Tenant.active(id, Tier.of("basic"));
  }
}
