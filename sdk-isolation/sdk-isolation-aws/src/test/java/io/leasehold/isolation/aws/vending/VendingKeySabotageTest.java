package io.leasehold.isolation.aws.vending;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.MovableClock;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.policy.PolicyPlan;
import io.leasehold.isolation.aws.scope.DynamoDbPooledScope;
import io.leasehold.isolation.aws.session.internal.PlatformDoor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/** Vendors that keep credentials under the tenant alone. */
@Timeout(60)
class VendingKeySabotageTest {

  // Every vendor's way is this one.
  private static final VendingPath BLIND =
      new VendingPath(Samples.ROLE, "", "", "", "", 0, new TenantStanding(null));

  private final MovableClock clock = new MovableClock();
  private final StubSts sts = new StubSts(clock);
  private final CredentialCache shared = CredentialCache.standard();

  @AfterEach
  void close() {
    sts.close();
  }

  private TenantCredentials vended(
      boolean blind, IsolationBlueprint blueprint, StsAsyncClient client) {
    PolicyPlan plan = PolicyPlan.of(blueprint);
    TenantSessions sessions = Vendors.sessions(new PlatformDoor(client), plan);
    TenantCredentialVendor vendor =
        new TenantCredentialVendor(
            sessions,
            new VendingPaths(plan, blind ? part -> BLIND : sessions::path),
            shared,
            StsLimiter.of(VendingLimits.standard()),
            TenantRevocation.local(),
            clock,
            () -> 0.5);
    return vendor.vend(ACME).toCompletableFuture().join();
  }

  @Test
  @Tag("attack-E09")
  @Tag("attack-E19")
  void underTheTenantAloneOneRegionsSessionServesAnother() {
    IsolationBlueprint labs = Samples.blueprint();
    TenantCredentials here = vended(false, labs, sts.client());
    TenantCredentials anywhere = vended(true, labs, sts.client());
    try (StsAsyncClient elsewhere = sts.in(Region.EU_WEST_1)) {
      assertThat(vended(false, labs, elsewhere)).isNotSameAs(here);
      assertThat(vended(true, labs, elsewhere)).isSameAs(anywhere);
    }
  }

  @Test
  @Tag("attack-E09")
  @Tag("attack-E13")
  void underTheTenantAloneAWideSessionServesANarrowPolicy() {
    IsolationBlueprint narrow =
        IsolationBlueprint.builder("labs")
            .region("eu-central-1")
            .account("111111111111")
            .allow(DynamoDbPooledScope.table("labs-activity"))
            .build();
    TenantCredentials wide = vended(false, Samples.blueprint(), sts.client());
    TenantCredentials any = vended(true, Samples.blueprint(), sts.client());

    assertThat(vended(false, narrow, sts.client())).isNotSameAs(wide);
    assertThat(vended(true, narrow, sts.client())).isSameAs(any);
  }
}
