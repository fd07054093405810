package io.leasehold.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.ConstraintViolationException;
import software.amazon.awssdk.services.organizations.model.DuplicatePolicyAttachmentException;
import software.amazon.awssdk.services.organizations.model.MalformedPolicyDocumentException;
import software.amazon.awssdk.services.organizations.model.PolicyInUseException;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.s3.model.S3Exception;

@Tag("attack-C11")
class ServiceControlTest {

  private static final String NO_S3 =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}
      """;

  private LocalAws aws;
  private OrganizationsClient organizations;
  private String account;
  private String unit;
  private Clients member;

  @BeforeEach
  void start() {
    aws = LocalAws.builder().createAccountTakes(Duration.ZERO).start();
    organizations = Clients.management(aws).organizations();
    account = Accounts.create(organizations, "a@example.com").accountId();
    unit =
        organizations
            .createOrganizationalUnit(r -> r.parentId(aws.rootId()).name("pool"))
            .organizationalUnit()
            .id();
    organizations.moveAccount(
        r -> r.accountId(account).sourceParentId(aws.rootId()).destinationParentId(unit));
    member = Clients.management(aws).assume(Accounts.roleArn(account), "s1");
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  private String policy(String name, String content) {
    return organizations
        .createPolicy(
            r ->
                r.name(name)
                    .description("")
                    .content(content)
                    .type(PolicyType.SERVICE_CONTROL_POLICY))
        .policy()
        .policySummary()
        .id();
  }

  @Test
  void a_deny_holds_wherever_it_is_attached_above_the_account() {
    String id = policy("no-s3", NO_S3);

    for (String target : new String[] {aws.rootId(), unit, account}) {
      assertThatCode(() -> member.s3().listBuckets()).doesNotThrowAnyException();
      organizations.attachPolicy(r -> r.policyId(id).targetId(target));
      assertThatExceptionOfType(S3Exception.class)
          .isThrownBy(() -> member.s3().listBuckets())
          .withMessageContaining("with an explicit deny in a service control policy");
      assertThatCode(() -> member.sts().getCallerIdentity()).doesNotThrowAnyException();
      organizations.detachPolicy(r -> r.policyId(id).targetId(target));
    }
  }

  @Test
  void the_management_account_is_not_held_by_its_own_policies() {
    String id = policy("no-s3", NO_S3);
    organizations.attachPolicy(r -> r.policyId(id).targetId(aws.rootId()));

    assertThatCode(() -> Clients.management(aws).s3().listBuckets()).doesNotThrowAnyException();
  }

  @Test
  void every_level_has_to_allow() {
    String id =
        policy(
            "only-dynamodb",
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"dynamodb:*",
             "Resource":"*"}]}
            """);
    organizations.attachPolicy(r -> r.policyId(id).targetId(unit));
    organizations.detachPolicy(r -> r.policyId("p-FullAWSAccess").targetId(unit));

    assertThatCode(() -> member.dynamoDb().listTables()).doesNotThrowAnyException();
    assertThatExceptionOfType(S3Exception.class)
        .isThrownBy(() -> member.s3().listBuckets())
        .withMessageContaining("no service control policy allows the s3:ListAllMyBuckets action");
  }

  @Test
  void policies_are_managed_as_on_aws() {
    String id = policy("no-s3", NO_S3);
    organizations.attachPolicy(r -> r.policyId(id).targetId(unit));

    assertThat(organizations.listTargetsForPolicy(r -> r.policyId(id)).targets())
        .singleElement()
        .satisfies(target -> assertThat(target.targetId()).isEqualTo(unit));
    assertThat(
            organizations
                .listPoliciesForTarget(
                    r -> r.targetId(unit).filter(PolicyType.SERVICE_CONTROL_POLICY))
                .policies())
        .extracting(p -> p.name())
        .containsExactly("FullAWSAccess", "no-s3");
    assertThat(organizations.describePolicy(r -> r.policyId(id)).policy().content())
        .isEqualTo(NO_S3);
    assertThat(
            organizations.listPolicies(r -> r.filter(PolicyType.SERVICE_CONTROL_POLICY)).policies())
        .hasSize(2);
    assertThatExceptionOfType(DuplicatePolicyAttachmentException.class)
        .isThrownBy(() -> organizations.attachPolicy(r -> r.policyId(id).targetId(unit)));
    assertThatExceptionOfType(PolicyInUseException.class)
        .isThrownBy(() -> organizations.deletePolicy(r -> r.policyId(id)));
    organizations.updatePolicy(r -> r.policyId(id).name("renamed"));
    organizations.detachPolicy(r -> r.policyId(id).targetId(unit));
    assertThatExceptionOfType(ConstraintViolationException.class)
        .isThrownBy(
            () -> organizations.detachPolicy(r -> r.policyId("p-FullAWSAccess").targetId(unit)));
    organizations.deletePolicy(r -> r.policyId(id));
    assertThatExceptionOfType(MalformedPolicyDocumentException.class)
        .isThrownBy(() -> policy("broken", "{}"));
  }
}
