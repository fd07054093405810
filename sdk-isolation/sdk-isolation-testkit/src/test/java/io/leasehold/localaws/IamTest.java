package io.leasehold.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.s3.model.S3Exception;

class IamTest {

  private static final String ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";
  private static final String READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess";
  private static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
          + "\"111122223333\"},\"Action\":\"sts:AssumeRole\"}]}";
  private static final String LIST_BUCKETS =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
          + "\"s3:ListAllMyBuckets\",\"Resource\":\"*\"}]}";

  private LocalAws aws;
  private Clients platform;
  private IamClient iam;

  @BeforeEach
  void start() {
    aws = LocalAws.builder().createAccountTakes(Duration.ZERO).start();
    platform = Clients.management(aws);
    iam = platform.iam();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  private void role(String name) {
    iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(TRUST));
  }

  @Test
  void a_role_lives_and_dies() {
    role("worker");
    iam.updateAssumeRolePolicy(r -> r.roleName("worker").policyDocument(TRUST));
    iam.updateRole(r -> r.roleName("worker").maxSessionDuration(7200).description("works"));

    var role = iam.getRole(r -> r.roleName("worker")).role();

    assertThat(role.roleId()).matches("AROA[A-Z2-7]{16}");
    assertThat(role.maxSessionDuration()).isEqualTo(7200);
    assertThat(URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8))
        .isEqualTo(TRUST);
    assertThat(iam.listRoles().roles()).extracting(r -> r.roleName()).containsExactly("worker");
    assertThatExceptionOfType(EntityAlreadyExistsException.class).isThrownBy(() -> role("Worker"));
    iam.deleteRole(r -> r.roleName("worker"));
    assertThatExceptionOfType(NoSuchEntityException.class)
        .isThrownBy(() -> iam.getRole(r -> r.roleName("worker")))
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(404));
  }

  @Test
  void policies_of_a_role_take_effect_and_keep_it_from_being_deleted() {
    role("worker");
    Clients session = platform.assume(Roles.arn(aws, "worker"), "s1");
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> session.s3().listBuckets())
        .withMessageContaining("no identity-based policy allows the s3:ListAllMyBuckets action");

    iam.putRolePolicy(r -> r.roleName("worker").policyName("list").policyDocument(LIST_BUCKETS));

    assertThatCode(() -> session.s3().listBuckets()).doesNotThrowAnyException();
    assertThat(iam.listRolePolicies(r -> r.roleName("worker")).policyNames())
        .containsExactly("list");
    assertThat(
            URLDecoder.decode(
                iam.getRolePolicy(r -> r.roleName("worker").policyName("list")).policyDocument(),
                StandardCharsets.UTF_8))
        .isEqualTo(LIST_BUCKETS);
    assertThatExceptionOfType(DeleteConflictException.class)
        .isThrownBy(() -> iam.deleteRole(r -> r.roleName("worker")));
    iam.deleteRolePolicy(r -> r.roleName("worker").policyName("list"));
    assertThatExceptionOfType(NoSuchEntityException.class)
        .isThrownBy(() -> iam.deleteRolePolicy(r -> r.roleName("worker").policyName("list")));
    iam.attachRolePolicy(r -> r.roleName("worker").policyArn(READ_ONLY));
    assertThat(iam.listAttachedRolePolicies(r -> r.roleName("worker")).attachedPolicies())
        .extracting(p -> p.policyName())
        .containsExactly("ReadOnlyAccess");
    assertThatExceptionOfType(DeleteConflictException.class)
        .isThrownBy(() -> iam.deleteRole(r -> r.roleName("worker")));
    iam.detachRolePolicy(r -> r.roleName("worker").policyArn(READ_ONLY));
    iam.deleteRole(r -> r.roleName("worker"));
  }

  @Test
  @org.junit.jupiter.api.Tag("attack-F06")
  void a_permissions_boundary_limits_a_role() {
    iam.createRole(
        r ->
            r.roleName("limited")
                .assumeRolePolicyDocument(TRUST)
                .permissionsBoundary("arn:aws:iam::aws:policy/ReadOnlyAccess"));
    iam.attachRolePolicy(r -> r.roleName("limited").policyArn(ADMINISTRATOR));
    Clients session = platform.assume(Roles.arn(aws, "limited"), "s1");

    assertThatCode(() -> session.s3().listBuckets()).doesNotThrowAnyException();
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> session.s3().createBucket(b -> b.bucket("made")))
        .withMessageContaining("no permissions boundary allows the s3:CreateBucket action");

    iam.deleteRolePermissionsBoundary(r -> r.roleName("limited"));

    assertThatCode(() -> session.s3().createBucket(b -> b.bucket("made")))
        .doesNotThrowAnyException();
  }

  @Test
  void a_user_gets_two_keys_and_loses_them() {
    iam.createUser(r -> r.userName("ada"));
    AccessKey key = iam.createAccessKey(r -> r.userName("ada")).accessKey();
    Clients ada =
        platform.with(AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
    iam.createAccessKey(r -> r.userName("ada"));

    assertThat(ada.sts().getCallerIdentity().arn()).isEqualTo("arn:aws:iam::111122223333:user/ada");
    assertThat(iam.listAccessKeys(r -> r.userName("ada")).accessKeyMetadata()).hasSize(2);
    assertThatExceptionOfType(LimitExceededException.class)
        .isThrownBy(() -> iam.createAccessKey(r -> r.userName("ada")));
    assertThatExceptionOfType(DeleteConflictException.class)
        .isThrownBy(() -> iam.deleteUser(r -> r.userName("ada")));

    iam.listAccessKeys(r -> r.userName("ada"))
        .accessKeyMetadata()
        .forEach(k -> iam.deleteAccessKey(r -> r.userName("ada").accessKeyId(k.accessKeyId())));

    assertThatExceptionOfType(software.amazon.awssdk.services.sts.model.StsException.class)
        .isThrownBy(() -> ada.sts().getCallerIdentity());
    iam.deleteUser(r -> r.userName("ada"));
    assertThat(iam.listUsers().users()).extracting(u -> u.userName()).containsExactly("platform");
  }

  @Test
  void a_managed_policy_has_versions() {
    String arn =
        iam.createPolicy(r -> r.policyName("list").policyDocument(LIST_BUCKETS)).policy().arn();

    assertThat(iam.getPolicy(r -> r.policyArn(arn)).policy().defaultVersionId()).isEqualTo("v1");
    assertThat(
            URLDecoder.decode(
                iam.getPolicyVersion(r -> r.policyArn(arn).versionId("v1"))
                    .policyVersion()
                    .document(),
                StandardCharsets.UTF_8))
        .isEqualTo(LIST_BUCKETS);
    assertThat(iam.listPolicies(r -> r.scope(PolicyScopeType.LOCAL)).policies())
        .extracting(p -> p.policyName())
        .containsExactly("list");
    iam.createPolicyVersion(r -> r.policyArn(arn).policyDocument(LIST_BUCKETS).setAsDefault(true));
    assertThat(iam.listPolicyVersions(r -> r.policyArn(arn)).versions()).hasSize(2);
    assertThatExceptionOfType(DeleteConflictException.class)
        .isThrownBy(() -> iam.deletePolicy(r -> r.policyArn(arn)));
    iam.deletePolicyVersion(r -> r.policyArn(arn).versionId("v1"));
    iam.deletePolicy(r -> r.policyArn(arn));
    assertThatExceptionOfType(NoSuchEntityException.class)
        .isThrownBy(() -> iam.getPolicy(r -> r.policyArn(arn)));
  }

  @Test
  void a_policy_that_is_none_is_refused() {
    role("worker");

    assertThatExceptionOfType(MalformedPolicyDocumentException.class)
        .isThrownBy(
            () -> iam.putRolePolicy(r -> r.roleName("worker").policyName("p").policyDocument("{")));
  }

  @Test
  void each_account_has_roles_of_its_own() {
    String account = Accounts.create(platform.organizations(), "a@example.com").accountId();
    Clients member = platform.assume(Accounts.roleArn(account), "s1");
    role("worker");

    assertThat(member.iam().listRoles().roles())
        .extracting(r -> r.roleName())
        .containsExactly("OrganizationAccountAccessRole");
  }

  @Test
  void lists_tell_less_than_a_look_at_one_role() {
    iam.createRole(
        r ->
            r.roleName("limited")
                .assumeRolePolicyDocument(TRUST)
                .permissionsBoundary(READ_ONLY)
                .tags(List.of(Tag.builder().key("a").value("b").build())));

    assertThat(iam.listRoles().roles().get(0).permissionsBoundary()).isNull();
    assertThat(
            iam.getRole(r -> r.roleName("limited"))
                .role()
                .permissionsBoundary()
                .permissionsBoundaryArn())
        .isEqualTo(READ_ONLY);
    assertThat(iam.listRoleTags(r -> r.roleName("limited")).tags()).hasSize(1);
    assertThat(iam.listInstanceProfilesForRole(r -> r.roleName("limited")).instanceProfiles())
        .isEmpty();
    assertThat(iam.listGroupsForUser(r -> r.userName("platform")).groups()).isEmpty();
    assertThatExceptionOfType(NoSuchEntityException.class)
        .isThrownBy(() -> iam.deleteLoginProfile(r -> r.userName("platform")));
  }

  @Test
  void a_policy_in_use_cannot_be_deleted_and_a_missing_one_not_attached() {
    role("worker");
    String arn =
        iam.createPolicy(r -> r.policyName("list").policyDocument(LIST_BUCKETS)).policy().arn();
    iam.attachRolePolicy(r -> r.roleName("worker").policyArn(arn));

    assertThatExceptionOfType(DeleteConflictException.class)
        .isThrownBy(() -> iam.deletePolicy(r -> r.policyArn(arn)));
    assertThatExceptionOfType(NoSuchEntityException.class)
        .isThrownBy(() -> iam.attachRolePolicy(r -> r.roleName("worker").policyArn(arn + "-none")));
  }

  @Test
  void long_lists_come_in_pages() {
    for (int i = 0; i < 5; i++) {
      role("role-" + i);
    }

    assertThat(iam.listRoles(r -> r.maxItems(2)).isTruncated()).isTrue();
    assertThat(iam.listRolesPaginator(r -> r.maxItems(2)).roles()).hasSize(5);
  }
}
