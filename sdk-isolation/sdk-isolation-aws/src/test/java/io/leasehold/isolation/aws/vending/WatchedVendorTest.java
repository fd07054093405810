package io.leasehold.isolation.aws.vending;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static io.leasehold.isolation.aws.fixture.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.fixture.Tenants;
import io.leasehold.isolation.aws.policy.PolicyPlan;
import io.leasehold.isolation.silo.AssumeRoleRefusedException;
import io.leasehold.isolation.silo.AssumeRoleWatch;
import io.leasehold.isolation.silo.TenantRoles;
import io.leasehold.tenancy.TenantScopes;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/** The vendor's own calls say for whom they are made, so the watch need not be told. */
@Tag("row-C35")
class WatchedVendorTest {

  private final StubSts stub = new StubSts(Clock.systemUTC());
  private final StsAsyncClient watched =
      StsAsyncClient.builder()
          .endpointOverride(stub.endpoint())
          .region(Region.EU_CENTRAL_1)
          .httpClient(StubSts.HTTP)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("PLATFORM", "secret")))
          .overrideConfiguration(
              o ->
                  o.addExecutionInterceptor(
                      AssumeRoleWatch.refusing(
                          TenantRoles.builder()
                              .pooled(Samples.ROLE, PolicyPlan.of(Samples.blueprint()))
                              .build())))
          .build();

  @AfterEach
  void stop() {
    watched.close();
    stub.close();
  }

  @Test
  void the_vendors_calls_go_through_whatever_the_thread() throws Exception {
    TenantCredentialVendor vendor =
        TenantCredentialVendor.builder()
            .sts(watched)
            .role(Samples.ROLE)
            .blueprint(Samples.blueprint())
            .build();

    assertThat(vendor.vend(ACME).toCompletableFuture().get(10, TimeUnit.SECONDS).accessKeyId())
        .contains("acme");
    TenantScopes.call(
        Tenants.ACME,
        () ->
            assertThat(vendor.vend(GLOBEX).toCompletableFuture().get(10, TimeUnit.SECONDS).tenant())
                .isEqualTo(GLOBEX));
    assertThat(stub.calls()).hasSize(2);
  }

  @Test
  void the_same_call_by_hand_does_not() {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(
            () ->
                watched
                    .assumeRole(r -> r.roleArn(Samples.ROLE).roleSessionName("t-acme").policy("{}"))
                    .get(10, TimeUnit.SECONDS))
        .withRootCauseInstanceOf(AssumeRoleRefusedException.class);
    assertThat(stub.calls()).isEmpty();
  }
}
