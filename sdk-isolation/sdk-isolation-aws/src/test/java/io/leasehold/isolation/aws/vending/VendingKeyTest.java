package io.leasehold.isolation.aws.vending;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;

import io.leasehold.isolation.aws.fixture.MovableClock;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.scope.DynamoDbPooledScope;
import io.leasehold.isolation.aws.session.CredentialVendingException;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.regions.Region;

/** Vendors that share one cache and differ in one thing. */
@Timeout(60)
class VendingKeyTest {

  private static final IsolationBlueprint NARROWER =
      IsolationBlueprint.builder("labs")
          .region("eu-central-1")
          .account("111111111111")
          .allow(DynamoDbPooledScope.table("labs-activity"))
          .build();

  static Stream<Named<UnaryOperator<TenantCredentialVendorBuilder>>> differences() {
    return Stream.of(
        named("policy", v -> v.blueprint(NARROWER)),
        named("role", v -> v.role("arn:aws:iam::111111111111:role/Other")),
        named("account", v -> v.role("arn:aws:iam::222222222222:role/LabsTenant")),
        named("partition", v -> v.role("arn:aws-us-gov:iam::111111111111:role/LabsTenant")),
        named("duration", v -> v.duration(Duration.ofMinutes(20))),
        named("external id", v -> v.externalId("labs-42")),
        named("tenant tag", v -> v.tenantTag("tenant")),
        named("other tag", v -> v.sessionTag("app", "labs")),
        named("source identity", TenantCredentialVendorBuilder::sourceIdentity),
        named("role between", v -> v.through("arn:aws:iam::333333333333:role/Between")));
  }

  private final MovableClock clock = new MovableClock();
  private final StubSts sts = new StubSts(clock);
  private final CredentialCache shared = CredentialCache.standard();

  @AfterEach
  void close() {
    sts.close();
  }

  private TenantCredentialVendorBuilder vendor() {
    return Samples.vendor(sts).clock(clock).cache(shared).jitter(() -> 0.5);
  }

  private static String vend(TenantCredentialVendor vendor, TenantId tenant) {
    return vendor.vend(tenant).toCompletableFuture().join().accessKeyId();
  }

  @ParameterizedTest
  @MethodSource("differences")
  @Tag("attack-E09")
  @Tag("attack-C13")
  void vendorsThatDifferInOneThingNeverShareCredentials(
      UnaryOperator<TenantCredentialVendorBuilder> difference) {
    String mine = vend(vendor().build(), ACME);

    String others = vend(difference.apply(vendor()).build(), ACME);

    assertThat(others).isNotEqualTo(mine);
    assertThat(vend(vendor().build(), ACME)).isEqualTo(mine);
    assertThat(shared.size()).isEqualTo(2);
  }

  @Test
  @Tag("attack-E09")
  @Tag("attack-E19")
  void anotherRegionsSessionsAreNotShared() {
    String mine = vend(vendor().build(), ACME);
    try (var elsewhere = sts.in(Region.EU_WEST_1)) {
      assertThat(vend(vendor().sts(elsewhere).build(), ACME)).isNotEqualTo(mine);
    }
  }

  @Test
  @Tag("attack-E09")
  void vendorsThatAskForTheSameShareIt() {
    assertThat(vend(vendor().build(), ACME)).isEqualTo(vend(vendor().build(), ACME));
    assertThat(sts.calls()).hasSize(1);
  }

  @Test
  @Tag("attack-E09")
  @Tag("attack-E13")
  void aVendorThatAsksNoRegistryFillsNoCacheOfOneThatDoes() {
    InMemoryTenantRegistry nobody = InMemoryTenantRegistry.of();
    vend(vendor().build(), ACME);

    assertThatThrownBy(() -> vend(vendor().tenants(nobody).build(), ACME))
        .hasRootCauseInstanceOf(CredentialVendingException.class);
    InMemoryTenantRegistry all = InMemoryTenantRegistry.of(Tenant.active(ACME, Tier.of("basic")));
    vend(vendor().tenants(all).build(), ACME);
    assertThat(sts.calls()).hasSize(2);
    vend(vendor().tenants(all).build(), ACME);
    assertThat(sts.calls()).hasSize(2);
  }

  @Test
  @Tag("attack-E09")
  void tenantsWhoseKeysHashAlikeStayApart() {
    // 31 times the first letter and the second one come to the same.
    TenantId one = TenantId.of("an");
    TenantId other = TenantId.of("c0");
    assertThat(one.hashCode()).isEqualTo(other.hashCode());
    TenantCredentialVendor vendor = vendor().build();

    assertThat(vend(vendor, one)).startsWith("ASIA-t-an-");
    assertThat(vend(vendor, other)).startsWith("ASIA-t-c0-");
  }

  @Test
  @Tag("attack-E19")
  void aVendorOfAnotherClassWorldHasACacheOfItsOwnAndTheSameCredentialsNever() {
    TenantCredentialVendor here = Samples.vendor(sts).clock(clock).build();
    TenantCredentialVendor there = Samples.vendor(sts).clock(clock).build();
    Set<String> keys = new HashSet<>();
    keys.add(vend(here, ACME));
    keys.add(vend(there, ACME));

    assertThat(keys).hasSize(2);
    here.close();
    assertThat(vend(there, ACME)).isIn(keys);
    assertThat(sts.calls()).hasSize(2);
  }
}
