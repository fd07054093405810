package io.leasehold.provisioning.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.provisioning.account.aws.InventoryVerifier;
import io.leasehold.provisioning.account.aws.LabLayout;
import io.leasehold.provisioning.account.aws.MemberAccount;
import io.leasehold.provisioning.account.aws.OrganizationsAccountFactory;
import io.leasehold.provisioning.account.spi.Creation;
import io.leasehold.provisioning.account.spi.DestructionGuard;
import io.leasehold.provisioning.account.spi.NewAccount;
import io.leasehold.provisioning.account.spi.PermanentAccountException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;

/**
 * The life of an account, against whatever answers at an endpoint. Uses no more of AWS than every
 * stand-in has; what only a strict one refuses is tested elsewhere.
 */
abstract class AccountLifecycle {

  private static final String ROLE_TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
          + "{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
  private static final String READS =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
          + "\"s3:GetObject\",\"Resource\":\"*\"}]}";

  private CloudUnderTest cloud;
  private LivePool live;

  /** The cloud of this run. */
  abstract CloudUnderTest cloud();

  @BeforeEach
  void openPool() {
    cloud = cloud();
    live = new LivePool(cloud.ports(), settings -> settings.target(1).max(1));
  }

  @AfterEach
  void closePool() {
    live.close();
    cloud.close();
  }

  @Test
  void anAccountIsCreatedInTheOrganisationMovedAndGivenItsRole() {
    PoolAccount ready = live.awaitState(AccountState.READY);

    Account account =
        cloud.organizations.describeAccount(r -> r.accountId(ready.id().value())).account();
    assertThat(account.email()).isEqualTo(ready.email());
    assertThat(
            cloud
                .organizations
                .listParents(r -> r.childId(ready.id().value()))
                .parents()
                .get(0)
                .id())
        .isEqualTo(cloud.unit);
    try (MemberAccount member = cloud.members.open(ready.id())) {
      var role = member.iam().getRole(r -> r.roleName(LabRole.NAME)).role();
      assertThat(role.permissionsBoundary().permissionsBoundaryArn())
          .isEqualTo("arn:aws:iam::" + ready.id() + ":policy/" + LabLayout.BOUNDARY);
    }
    assertThat(live.history(ready.id(), Epoch.NONE))
        .containsExactly(
            "REQUESTED", "CREATING", "BASELINING", "CLEANING", "VERIFYING", "COOLING", "READY");
  }

  @Test
  @Tag("invariant-04")
  void aUsedAccountIsEmptiedVerifiedAndReadyOneEpochFurther() {
    AccountId account = live.awaitState(AccountState.READY).id();
    Lease lease = live.pool.request(PoolBench.wish("ada"));
    live.pool.activate(lease.id(), lease.epoch());
    String oldRole = leaveThingsBehind(account);

    live.pool.end(lease.id(), EndReason.COMPLETED);

    PoolAccount after = live.awaitState(account, AccountState.READY);
    assertThat(after.epoch()).isEqualTo(new Epoch(1));
    assertThat(live.pool.find(lease.id()).orElseThrow().state()).isEqualTo(LeaseState.ENDED);
    assertThat(new InventoryVerifier(cloud.members, cloud.layout).findings(account, new Epoch(2)))
        .isEmpty();
    try (MemberAccount member = cloud.members.open(account)) {
      assertThat(member.iam().getRole(r -> r.roleName(LabRole.NAME)).role().roleId())
          .isNotEqualTo(oldRole);
    }
  }

  @Test
  @Tag("invariant-04")
  void theVerifierSeesByItselfWhatNobodyCleaned() {
    AccountId account = live.awaitState(AccountState.READY).id();
    leaveThingsBehind(account);

    List<String> findings =
        new InventoryVerifier(cloud.members, cloud.layout).findings(account, new Epoch(1));

    assertThat(findings)
        .anySatisfy(f -> assertThat(f).startsWith("bucket "))
        .anySatisfy(f -> assertThat(f).startsWith("table progress "))
        .anySatisfy(f -> assertThat(f).startsWith("user "))
        .anySatisfy(f -> assertThat(f).startsWith("role "))
        .anySatisfy(f -> assertThat(f).startsWith("policy "))
        .hasSize(5);
  }

  @Test
  @Tag("invariant-04")
  void theVerifierSeesARoleThatWasWrittenForAnotherEpoch() {
    AccountId account = live.awaitState(AccountState.READY).id();

    assertThat(new InventoryVerifier(cloud.members, cloud.layout).findings(account, new Epoch(7)))
        .containsExactly("the trust of LabLearner is not the one that was written");
  }

  @Test
  void anAccountIsFoundByItsAddressAfterAnAnswerWasLost() {
    OrganizationsAccountFactory factory = new OrganizationsAccountFactory(cloud.organizations);
    String id = UUID.randomUUID().toString().substring(0, 8);
    NewAccount wanted = new NewAccount("labs+" + id + "@example.com", "lab-" + id);
    assertThat(factory.find(wanted)).isEmpty();

    factory.request(wanted);

    assertThat(factory.find(wanted)).isPresent();
    assertThat(factory.find(wanted).orElseThrow())
        .isInstanceOfAny(Creation.InProgress.class, Creation.Succeeded.class);
  }

  @Test
  @Tag("invariant-07")
  void nothingIsClearedThatStandsOutsideThePoolsUnit() {
    AccountId account = live.awaitState(AccountState.READY).id();
    DestructionGuard guard =
        new DestructionGuard((id, epoch) -> true, cloud.ports().zone(), Set.of());
    assertThat(guard.clear(account, Epoch.NONE, () -> {}).id()).isEqualTo(account);

    cloud.organizations.moveAccount(
        r ->
            r.accountId(account.value())
                .sourceParentId(cloud.unit)
                .destinationParentId(cloud.root));

    assertThatThrownBy(() -> guard.clear(account, Epoch.NONE, () -> {}))
        .isInstanceOf(PermanentAccountException.class)
        .hasMessageContaining("organisational unit");
    assertThatThrownBy(
            () -> guard.clear(cloud.ports().zone().managementAccount(), Epoch.NONE, () -> {}))
        .isInstanceOf(PermanentAccountException.class)
        .hasMessageContaining("management account");
  }

  @Test
  void movingAnAccountThatIsAlreadyThereIsDone() {
    AccountId account = live.awaitState(AccountState.READY).id();

    cloud.ports().zone().admit(account);

    assertThat(cloud.ports().zone().contains(account)).isTrue();
  }

  /** One of each kind; returns the id of the learner's role. */
  private String leaveThingsBehind(AccountId account) {
    try (MemberAccount member = cloud.members.open(account)) {
      String bucket = "left-" + account;
      member
          .s3()
          .createBucket(
              r ->
                  r.bucket(bucket)
                      .createBucketConfiguration(
                          c -> c.locationConstraint(BucketLocationConstraint.EU_CENTRAL_1)));
      member.s3().putObject(r -> r.bucket(bucket).key("a/b"), RequestBody.fromString("x"));
      member.s3().createMultipartUpload(r -> r.bucket(bucket).key("half-done"));
      LabTables.create(member.dynamoDb(CloudUnderTest.REGION), "progress");
      member.iam().createUser(r -> r.userName("back-door"));
      member.iam().createAccessKey(r -> r.userName("back-door"));
      member.iam().createRole(r -> r.roleName("own").assumeRolePolicyDocument(ROLE_TRUST));
      var policy = member.iam().createPolicy(r -> r.policyName("own").policyDocument(READS));
      member.iam().attachRolePolicy(r -> r.roleName("own").policyArn(policy.policy().arn()));
      member.iam().putRolePolicy(r -> r.roleName("own").policyName("inline").policyDocument(READS));
      return member.iam().getRole(r -> r.roleName(LabRole.NAME)).role().roleId();
    }
  }
}
