package io.leasehold.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.policy.PolicyDelivery;
import io.leasehold.isolation.aws.policy.PolicyPlan;
import io.leasehold.isolation.aws.policy.PolicyPlanException;
import io.leasehold.isolation.aws.policy.StandingPolicy;
import io.leasehold.isolation.aws.scope.DynamoDbPooledScope;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import io.leasehold.isolation.aws.vending.TenantCredentialVendor;
import io.leasehold.isolation.aws.vending.TenantCredentials;
import io.leasehold.isolation.silo.IamRoleReader;
import io.leasehold.tenancy.TenantId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/**
 * Policies that stand in the account, with a real IAM, STS and S3 between: texts, tags and calls.
 */
class TagDeliveryTest {

  private static final TenantId ACME = TenantId.of("acme");
  private static LocalAws aws;
  private static Clients platform;
  private static IamClient iam;
  private static StsAsyncClient sts;
  private static IsolationBlueprint blueprint;
  private static String role;

  @BeforeAll
  static void start() {
    aws = LocalAws.builder().start();
    platform = Clients.management(aws);
    iam = platform.iam();
    sts = platform.configured(StsAsyncClient.builder()).build();
    role = Roles.arn(aws, "tenants");
    blueprint =
        IsolationBlueprint.builder("labs")
            .region("eu-central-1")
            .account(aws.managementAccountId())
            .allow(DynamoDbPooledScope.table("labs"))
            .allow(S3PrefixScope.bucket("pool"))
            .build();
    platform.s3().createBucket(r -> r.bucket("pool"));
    for (String name : List.of("acme", "globex")) {
      platform.s3().putObject(r -> r.bucket("pool").key(name + "/f"), RequestBody.fromString(name));
    }
  }

  @AfterAll
  static void stop() {
    sts.close();
    iam.close();
    aws.close();
  }

  @AfterEach
  void clear() {
    iam.listRolePolicies(r -> r.roleName("tenants"))
        .policyNames()
        .forEach(name -> iam.deleteRolePolicy(r -> r.roleName("tenants").policyName(name)));
    iam.listAttachedRolePolicies(r -> r.roleName("tenants"))
        .attachedPolicies()
        .forEach(p -> iam.detachRolePolicy(r -> r.roleName("tenants").policyArn(p.policyArn())));
    iam.deleteRole(r -> r.roleName("tenants"));
  }

  private static PolicyPlan byTag() {
    PolicyPlan plan = PolicyPlan.of(blueprint, PolicyDelivery.SESSION_TAGS);
    String owner = "arn:aws:iam::" + aws.managementAccountId() + ":root";
    Roles.create(iam, "tenants", PolicyPlan.trustPolicy(owner, null));
    StandingPolicy only = plan.standing(role).get(0);
    iam.putRolePolicy(r -> r.roleName("tenants").policyName("tenant").policyDocument(only.json()));
    return plan;
  }

  private static TenantCredentialVendor vendor(PolicyPlan plan) {
    return TenantCredentialVendor.builder()
        .sts(sts)
        .role(role)
        .plan(plan)
        .rolePolicies(new IamRoleReader(iam))
        .build();
  }

  private static S3Client files(TenantCredentialVendor vendor) {
    TenantCredentials vended = vendor.vend(ACME).toCompletableFuture().join();
    return platform.with(vended.forAwsSdk()).s3();
  }

  private static void assertAcmeAlone(S3Client files) {
    assertThat(files.getObjectAsBytes(r -> r.bucket("pool").key("acme/f")).asUtf8String())
        .isEqualTo("acme");
    assertThat(files.listObjectsV2(r -> r.bucket("pool").prefix("acme/")).keyCount()).isOne();
    assertDenied(() -> files.getObject(r -> r.bucket("pool").key("globex/f")));
    assertDenied(() -> files.listObjectsV2(r -> r.bucket("pool").prefix("globex/")));
    assertDenied(() -> files.listObjectsV2(r -> r.bucket("pool")));
  }

  private static void assertDenied(Runnable call) {
    assertThatExceptionOfType(AwsServiceException.class)
        .isThrownBy(call::run)
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(403));
  }

  @Test
  void by_session_tag_the_roles_own_policy_narrows_to_the_tenant() {
    assertAcmeAlone(files(vendor(byTag())));
  }

  @Test
  @Tag("attack-C08")
  void the_roles_trust_policy_takes_the_one_tag_in_its_one_spelling() {
    byTag();
    assertDenied(() -> assume(Map.of()));
    assertDenied(() -> assume(Map.of("Tenant", "acme")));
    assertDenied(() -> assume(Map.of("tenant", "acme", "admin", "yes")));
    assume(Map.of("tenant", "acme"));
  }

  private static void assume(Map<String, String> tags) {
    platform
        .sts()
        .assumeRole(
            r ->
                r.roleArn(role)
                    .roleSessionName("x-1")
                    .tags(
                        tags.entrySet().stream()
                            .map(
                                tag ->
                                    software.amazon.awssdk.services.sts.model.Tag.builder()
                                        .key(tag.getKey())
                                        .value(tag.getValue())
                                        .build())
                            .toList()));
  }

  @Test
  @Tag("attack-C01")
  void a_policy_that_is_attached_besides_keeps_the_vendor_from_starting() {
    PolicyPlan plan = byTag();
    iam.attachRolePolicy(
        r -> r.roleName("tenants").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));

    assertThatExceptionOfType(PolicyPlanException.class)
        .isThrownBy(() -> vendor(plan))
        .withMessageContaining("not, or not only");
  }

  @Test
  void by_arn_the_managed_policies_narrow_a_role_that_may_do_everything() {
    PolicyPlan plan = PolicyPlan.of(blueprint, PolicyDelivery.MANAGED_ARNS);
    Roles.create(platform, "tenants");
    assertThatExceptionOfType(PolicyPlanException.class).isThrownBy(() -> vendor(plan));
    for (StandingPolicy policy : plan.standing(role)) {
      String name = policy.arn().substring(policy.arn().lastIndexOf('/') + 1);
      assertThat(
              iam.createPolicy(r -> r.policyName(name).policyDocument(policy.json()))
                  .policy()
                  .arn())
          .isEqualTo(policy.arn());
    }

    assertAcmeAlone(files(vendor(plan)));
  }
}
