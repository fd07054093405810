package io.leasehold.provisioning.account.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.Decision;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.Epoch;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the policies of a lab account allow and deny, decided by the evaluator of the SDK. */
class LabPoliciesTest {

  private static final AccountId ACCOUNT = AccountId.of("222222222222");
  private static final String BROKER = "arn:aws:iam::111111111111:user/platform";
  private static final String LEARNER = "arn:aws:sts::222222222222:assumed-role/LabLearner/l";
  private static final String BOUNDARY = "arn:aws:iam::222222222222:policy/LabLearnerBoundary";
  private static final LabPolicies POLICIES =
      new LabPolicies(new LabLayout(BROKER, List.of("eu-central-1")));

  @ParameterizedTest
  @CsvSource({
    "s3:CreateBucket, arn:aws:s3:::mine",
    "s3:PutObject, arn:aws:s3:::mine/key",
    "dynamodb:CreateTable, arn:aws:dynamodb:eu-central-1:222222222222:table/mine",
    "iam:CreatePolicy, arn:aws:iam::222222222222:policy/mine",
    "iam:PassRole, arn:aws:iam::222222222222:role/mine",
    "sts:AssumeRole, arn:aws:iam::222222222222:role/mine"
  })
  void aLearnerMayDoWhatLabsAreAbout(String action, String resource) {
    assertThat(decide(request(action, resource))).isInstanceOf(Decision.Allowed.class);
  }

  @ParameterizedTest
  @CsvSource({
    "ec2:RunInstances, *",
    "organizations:LeaveOrganization, *",
    "account:EnableRegion, *",
    "iam:CreateUser, arn:aws:iam::222222222222:user/u",
    "iam:CreateAccessKey, arn:aws:iam::222222222222:user/u",
    "iam:CreateLoginProfile, arn:aws:iam::222222222222:user/u",
    "iam:CreateOpenIDConnectProvider, arn:aws:iam::222222222222:oidc-provider/x",
    "iam:PutRolePolicy, arn:aws:iam::222222222222:role/LabLearner",
    "iam:UpdateAssumeRolePolicy, arn:aws:iam::222222222222:role/OrganizationAccountAccessRole",
    "iam:PassRole, arn:aws:iam::222222222222:role/OrganizationAccountAccessRole",
    "iam:CreatePolicyVersion, arn:aws:iam::222222222222:policy/LabLearnerBoundary",
    "iam:DeleteRolePermissionsBoundary, arn:aws:iam::222222222222:role/mine",
    "iam:PutRolePermissionsBoundary, arn:aws:iam::222222222222:role/mine",
    "sts:AssumeRole, arn:aws:iam::333333333333:role/elsewhere",
    "s3:PutBucketPolicy, arn:aws:s3:::mine",
    "s3:PutObjectRetention, arn:aws:s3:::mine/key",
    "dynamodb:CreateBackup, arn:aws:dynamodb:eu-central-1:222222222222:table/mine",
    "dynamodb:CreateTableReplica, arn:aws:dynamodb:eu-central-1:222222222222:table/mine",
    "dynamodb:StartAwsBackupJob, arn:aws:dynamodb:eu-central-1:222222222222:table/mine"
  })
  void aLearnerMayNotDoWhatOutlivesTheLeaseOrTouchesWhatIsOurs(String action, String resource) {
    assertThat(decide(request(action, resource))).isInstanceOf(Decision.Denied.class);
  }

  // Settings of the account and not of a bucket: no bucket that is deleted takes them along, and a
  // report of Storage Lens would tell its receiver about the buckets of every later learner.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3:AssociateAccessGrantsIdentityCenter",
        "s3:CreateAccessGrant",
        "s3:CreateAccessGrantsInstance",
        "s3:CreateAccessGrantsLocation",
        "s3:CreateMultiRegionAccessPoint",
        "s3:CreateStorageLensGroup",
        "s3:PutAccessGrantsInstanceResourcePolicy",
        "s3:PutAccountPublicAccessBlock",
        "s3:PutMultiRegionAccessPointPolicy",
        "s3:PutStorageLensConfiguration",
        "s3:SubmitMultiRegionAccessPointRoutes"
      })
  void aLearnerSetsNothingInS3ThatBelongsToTheWholeAccount(String action) {
    assertThat(decide(request(action, "*"))).isInstanceOf(Decision.Denied.class);
  }

  @Test
  void aRoleThatALearnerMakesCarriesTheBoundaryOrIsNotMade() {
    AccessRequest plain = request("iam:CreateRole", "arn:aws:iam::222222222222:role/mine");

    assertThat(decide(plain)).isInstanceOf(Decision.Denied.class);
    assertThat(decide(plain.with("iam:PermissionsBoundary", "arn:aws:iam::aws:policy/Admin")))
        .isInstanceOf(Decision.Denied.class);
    assertThat(decide(plain.with("iam:PermissionsBoundary", BOUNDARY)))
        .isInstanceOf(Decision.Allowed.class);
  }

  @Test
  void anotherRegionThanThoseThatTheVerifierLooksIntoIsDenied() {
    assertThat(
            decide(
                request("dynamodb:CreateTable", "arn:aws:dynamodb:us-east-1:222222222222:table/x")
                    .with("aws:RequestedRegion", "us-east-1")))
        .isInstanceOf(Decision.Denied.class);
  }

  @Test
  void onlyTheBrokerWithTheExternalIdOfTheEpochMayEnter() {
    PolicyDocument trust = PolicyDocument.parse(POLICIES.trust(new Epoch(7)));
    IamEvaluator evaluator = new IamEvaluator();
    AccessRequest entry =
        AccessRequest.of(BROKER, "sts:AssumeRole", "arn:aws:iam::222222222222:role/LabLearner");

    assertThat(evaluator.trusts(trust, entry.with("sts:ExternalId", "leasehold-epoch-7"))).isTrue();
    assertThat(evaluator.trusts(trust, entry.with("sts:ExternalId", "leasehold-epoch-6")))
        .isFalse();
    assertThat(evaluator.trusts(trust, entry)).isFalse();
    AccessRequest other =
        AccessRequest.of(
            "arn:aws:iam::111111111111:user/other",
            "sts:AssumeRole",
            "arn:aws:iam::222222222222:role/LabLearner");
    assertThat(evaluator.trusts(trust, other.with("sts:ExternalId", "leasehold-epoch-7")))
        .isFalse();
  }

  @Test
  void theDenialAtTheEndHitsEverySessionThatBeganSoFar() {
    Instant now = Instant.parse("2026-01-05T08:00:00Z");
    PolicyStack stack =
        PolicyStack.builder()
            .identity(PolicyDocument.parse(POLICIES.access()))
            .identity(PolicyDocument.parse(LabPolicies.over(now)))
            .build();
    AccessRequest request = request("s3:ListBucket", "arn:aws:s3:::mine");

    assertThat(
            new IamEvaluator()
                .decide(stack, request.with("aws:TokenIssueTime", "2026-01-05T08:00:00Z")))
        .isInstanceOf(Decision.Denied.class);
  }

  @Test
  void theBoundaryFitsIntoAManagedPolicy() {
    assertThat(POLICIES.boundary(ACCOUNT).length()).isLessThan(6144);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "arn:aws:iam::111111111111:root",
        "arn:aws:iam::111111111111:user/*",
        "arn:aws:sts::111111111111:assumed-role/r/s",
        "arn:aws:iam::111111111111:user/a\",\"*"
      })
  void aBrokerThatIsNotOneNamedPrincipalIsRefused(String principal) {
    assertThatThrownBy(() -> new LabLayout(principal, List.of("eu-central-1")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static AccessRequest request(String action, String resource) {
    return AccessRequest.of(LEARNER, action, resource).with("aws:RequestedRegion", "eu-central-1");
  }

  private static Decision decide(AccessRequest request) {
    PolicyStack stack =
        PolicyStack.builder()
            .identity(PolicyDocument.parse(POLICIES.access()))
            .boundary(PolicyDocument.parse(POLICIES.boundary(ACCOUNT)))
            .build();
    return new IamEvaluator().decide(stack, request);
  }
}
