package io.leasehold.provisioning.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leasehold.localaws.LocalAws;
import io.leasehold.provisioning.access.AccessBroker;
import io.leasehold.provisioning.access.AccessRefusedException;
import io.leasehold.provisioning.access.TemporaryAccess;
import io.leasehold.provisioning.account.aws.InventoryVerifier;
import io.leasehold.tenancy.TenantId;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/** A lease from the request to the account's next READY, with the learner's own AWS SDK clients. */
class LeaseEndToEndIT {

  private static LocalAws simulator;

  private CloudUnderTest cloud;
  private LivePool live;
  private AccessBroker broker;

  @BeforeAll
  static void start() {
    simulator = LocalAws.builder().createAccountTakes(Duration.ofMillis(300)).start();
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  @BeforeEach
  void open() {
    cloud =
        new CloudUnderTest(
            simulator.endpoint(),
            simulator.managementAccessKeyId(),
            simulator.managementSecretAccessKey());
    live = new LivePool(cloud.ports(), settings -> settings.target(1).max(1));
    broker =
        AccessBroker.builder(live.pool, cloud.sts)
            .region(CloudUnderTest.REGION)
            .signIn(simulator.federationEndpoint())
            .build();
  }

  @AfterEach
  void close() {
    live.close();
    cloud.close();
  }

  @Test
  @Tag("invariant-04")
  @Tag("invariant-05")
  @Tag("invariant-06")
  void aLearnerWorksInExactlyTheLeasedAccountAndNobodyDoesAfterwards() throws Exception {
    AccountId account = live.awaitState(AccountState.READY).id();
    Lease lease = live.pool.request(PoolBench.wish("ada@acme.example"));
    Lease active = live.pool.activate(lease.id(), lease.epoch());
    TemporaryAccess access = broker.grant(active);

    try (Learner learner = new Learner(cloud, access)) {
      assertThat(learner.whoAmI().account()).isEqualTo(account.value());
      assertThat(learner.whoAmI().arn())
          .isEqualTo("arn:aws:sts::" + account + ":assumed-role/LabLearner/lease-" + lease.id());
      assertThat(access.expiresAt()).isBeforeOrEqualTo(active.expiresAt());
      learner.makesABucketATableAndARole(account);
      assertThat(signIn(access).statusCode()).isEqualTo(200);
      assertThat(new InventoryVerifier(cloud.members, cloud.layout).findings(account, new Epoch(1)))
          .hasSize(3);

      live.pool.end(lease.id(), EndReason.COMPLETED);
      PoolAccount after = live.awaitState(account, AccountState.READY);

      assertThat(after.epoch()).isEqualTo(new Epoch(1));
      assertThat(live.pool.find(lease.id()).orElseThrow().state()).isEqualTo(LeaseState.ENDED);
      assertThatThrownBy(learner::listsBuckets).isInstanceOf(AwsServiceException.class);
      assertThatThrownBy(learner::whoAmI).isInstanceOf(StsException.class);
      assertThat(new InventoryVerifier(cloud.members, cloud.layout).findings(account, new Epoch(2)))
          .isEmpty();
      assertThat(live.history(account, new Epoch(1)))
          .containsExactly(
              "CLAIMED", "DRAINING", "CLEANING", "BASELINING", "VERIFYING", "COOLING", "READY");
    }
  }

  @Test
  void aLearnerCannotTouchWhatIsOursNorMakeARoleWithoutTheBoundary() {
    AccountId account = live.awaitState(AccountState.READY).id();
    Lease lease = live.pool.request(PoolBench.wish("ada"));
    TemporaryAccess access = broker.grant(live.pool.activate(lease.id(), lease.epoch()));

    try (Learner learner = new Learner(cloud, access)) {
      learner.isDenied(() -> learner.makesARole("free", Optional.empty()));
      learner.isDenied(() -> learner.makesAUser("back-door"));
      learner.isDenied(() -> learner.changes(LabRole.NAME));
      learner.isDenied(() -> learner.changes("OrganizationAccountAccessRole"));
      learner.makesARole("bounded", Optional.of(account));
    }
  }

  @Test
  @Tag("invariant-05")
  void nothingIsGivenForALeaseThatIsNotActiveOrNotOfThisEpoch() {
    live.awaitState(AccountState.READY);
    Lease claimed = live.pool.request(PoolBench.wish("ada"));
    assertThatThrownBy(() -> broker.grant(claimed))
        .isInstanceOf(AccessRefusedException.class)
        .hasMessageContaining("CLAIMED and not ACTIVE");

    Lease active = live.pool.activate(claimed.id(), claimed.epoch());
    assertThatThrownBy(() -> broker.grant(withEpoch(active, new Epoch(9))))
        .isInstanceOf(AccessRefusedException.class)
        .hasMessageContaining("another epoch");

    live.pool.end(active.id(), EndReason.TERMINATED);
    assertThatThrownBy(() -> broker.grant(active))
        .isInstanceOf(AccessRefusedException.class)
        .hasMessageContaining("not ACTIVE");
  }

  @Test
  @Tag("invariant-03")
  @Tag("invariant-05")
  void aBrokerThatSleptThroughTheEndOfALeaseDoesNotGetIntoTheNext() {
    AccountId account = live.awaitState(AccountState.READY).id();
    Lease first = live.pool.request(PoolBench.wish("ada"));
    live.pool.activate(first.id(), first.epoch());
    live.pool.end(first.id(), EndReason.COMPLETED);
    live.awaitState(account, AccountState.READY);
    Lease second = live.pool.request(PoolBench.wish("bob"));
    live.pool.activate(second.id(), second.epoch());

    assertThatThrownBy(() -> enterWith(account, LabRole.externalId(first.epoch())))
        .isInstanceOfSatisfying(
            StsException.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDenied"));
    assertThat(enterWith(account, LabRole.externalId(second.epoch()))).isNotNull();
  }

  @Test
  @Tag("invariant-05")
  void theSessionEndsWithTheLeaseAlthoughTheTokenLivesLongerAndNobodyRevokesIt() {
    live.awaitState(AccountState.READY);
    Lease active = activeForSeconds(10);
    TemporaryAccess access = broker.grant(active);
    live.runner.close();

    try (Learner learner = new Learner(cloud, access)) {
      learner.listsBuckets();
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> learner.isDenied(learner::listsBuckets));
    }
    assertThat(access.expiresAt()).isEqualTo(active.expiresAt());
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> broker.grant(active))
                    .isInstanceOf(AccessRefusedException.class)
                    .hasMessageContaining("its time was over"));
  }

  @Test
  void aLeaseWhoseTimeIsOverEndsByItself() {
    AccountId account = live.awaitState(AccountState.READY).id();
    Lease active = activeForSeconds(2);

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(live.pool.find(active.id()).orElseThrow().endReason())
                    .isEqualTo(EndReason.EXPIRED));
    assertThat(live.awaitState(account, AccountState.READY).epoch()).isEqualTo(new Epoch(1));
  }

  @Test
  void theTextFormShowsNoSecret() {
    live.awaitState(AccountState.READY);
    Lease lease = live.pool.request(PoolBench.wish("ada"));
    TemporaryAccess access = broker.grant(live.pool.activate(lease.id(), lease.epoch()));

    assertThat(access.toString())
        .contains(access.accountId().value())
        .doesNotContain(access.secretAccessKey())
        .doesNotContain(access.sessionToken())
        .doesNotContain(access.consoleUrl().toString());
  }

  private Lease activeForSeconds(int seconds) {
    LeaseRequest request =
        new LeaseRequest(
            TenantId.of("acme"),
            "ada",
            "lab",
            "short",
            Duration.ofSeconds(seconds),
            Optional.empty());
    Lease lease = live.pool.request(request);
    return live.pool.activate(lease.id(), lease.epoch());
  }

  private String enterWith(AccountId account, String externalId) {
    StsClient sts = cloud.sts;
    return sts.assumeRole(
            r ->
                r.roleArn("arn:aws:iam::" + account + ":role/" + LabRole.NAME)
                    .roleSessionName("sleeper")
                    .externalId(externalId))
        .assumedRoleUser()
        .arn();
  }

  private static Lease withEpoch(Lease lease, Epoch epoch) {
    return new Lease(
        lease.id(),
        lease.tenant(),
        lease.principal(),
        lease.purpose(),
        lease.state(),
        lease.account(),
        epoch,
        lease.requestedAt(),
        lease.expiresAt(),
        lease.endReason());
  }

  private static HttpResponse<String> signIn(TemporaryAccess access)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(access.consoleUrl()).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
