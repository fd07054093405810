package io.leasehold.provisioning.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leasehold.localaws.CreateAccountFailure;
import io.leasehold.localaws.LocalAws;
import io.leasehold.localaws.LocalAwsBuilder;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.organizations.model.Account;

/** Limits, throttles, lost answers and undeletable things, as AWS has them, over real HTTP. */
class CloudTroubleIT {

  private LocalAws simulator;
  private CloudUnderTest cloud;
  private LivePool live;

  @AfterEach
  void close() {
    live.close();
    cloud.close();
    simulator.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"ACCOUNT_LIMIT_EXCEEDED", "INTERNAL_FAILURE"})
  @Tag("invariant-11")
  void aFailureThatPassesIsWaitedForAndTriedAgain(CreateAccountFailure reason) {
    simulate(b -> b);
    simulator.faults().failNextCreateAccount(reason);
    open(s -> s.target(1).max(1));

    PoolAccount ready = live.awaitState(AccountState.READY);

    assertThat(live.history(ready.id(), Epoch.NONE))
        .startsWith("REQUESTED", "CREATING", "REQUESTED", "CREATING", "BASELINING");
  }

  @ParameterizedTest
  @EnumSource(names = {"INVALID_PAYMENT_INSTRUMENT", "EMAIL_ALREADY_EXISTS"})
  void aRefusalIsQuarantinedUnderTheNameThatAwsGivesIt(CreateAccountFailure reason) {
    simulate(b -> b);
    simulator.faults().failNextCreateAccount(reason);
    open(s -> s.target(1).max(1));

    assertThat(live.awaitState(AccountState.QUARANTINED).reason())
        .startsWith("LH-PRV-213")
        .contains(reason.name());
  }

  @Test
  @Tag("invariant-10")
  @Tag("invariant-11")
  void atTheLimitOfTheOrganisationThePoolWaitsWithoutAskingForMore() {
    simulate(b -> b.accountLimit(2));
    open(s -> s.target(3).max(3).creationsInFlight(2).limitWait(Duration.ofMinutes(1)));

    live.awaitState(AccountState.READY);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(live.pool.accounts())
                    .filteredOn(a -> a.state() == AccountState.REQUESTED)
                    .singleElement()
                    .extracting(PoolAccount::waitingFor)
                    .isEqualTo("ACCOUNT_LIMIT_EXCEEDED"));
    assertThat(live.pool.refill()).isZero();
    assertThat(live.pool.status().count(AccountState.QUARANTINED)).isZero();
  }

  @Test
  @Tag("invariant-11")
  void throttlesAndOtherPeoplesChangesAreWaitedForHoweverManyTheyAre() {
    simulate(b -> b);
    simulator.faults().throttle("organizations", "CreateAccount", 9);
    simulator
        .faults()
        .fail("organizations", "MoveAccount", 400, "ConcurrentModificationException", "busy", 30);
    open(s -> s.target(1).max(1));

    PoolAccount ready = live.awaitState(AccountState.READY);

    assertThat(cloud.organizations.listAccountsForParent(r -> r.parentId(cloud.unit)).accounts())
        .extracting(Account::id)
        .containsExactly(ready.id().value());
  }

  @Test
  void anAnswerThatIsLostMakesNoSecondAccount() {
    simulate(b -> b);
    simulator.faults().delay("organizations", "CreateAccount", Duration.ofSeconds(40), 1);
    open(s -> s.target(1).max(1));

    live.awaitState(AccountState.READY);

    // The management account and one lab account, although CreateAccount was called twice.
    assertThat(
            cloud.organizations.listAccountsPaginator().stream()
                .flatMap(p -> p.accounts().stream()))
        .hasSize(2);
  }

  @Test
  @Tag("invariant-10")
  void moreAccountsThanAwsCreatesAtATimeAllArriveWithoutOneRefusal() {
    simulate(b -> b.createAccountTakes(Duration.ofSeconds(1)));
    open(s -> s.target(8).max(8).creationsInFlight(8));

    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(() -> assertThat(live.pool.status().ready()).isEqualTo(8));
    assertThat(
            Database.column(
                "select account from leasehold_provisioning.account_transition"
                    + " where from_state = 'CREATING' and to_state = 'REQUESTED'"))
        .as("creations that AWS sent back because five were in progress")
        .isEmpty();
  }

  @Test
  void whatCannotBeDeletedQuarantinesTheAccountUntilAnOperatorReleasesIt() {
    simulate(b -> b);
    open(s -> s.target(1).max(1).cleaningAttempts(2));
    AccountId account = live.awaitState(AccountState.READY).id();
    Lease lease = live.pool.request(PoolBench.wish("ada"));
    live.pool.activate(lease.id(), lease.epoch());
    simulator.faults().fail("s3", "ListBuckets", 403, "AccessDenied", "locked", 1_000);

    live.pool.end(lease.id(), EndReason.COMPLETED);

    assertThat(live.awaitState(account, AccountState.QUARANTINED).reason())
        .contains("S3 answered AccessDenied (403)");
    assertThat(live.pool.find(lease.id()).orElseThrow().state()).isEqualTo(LeaseState.ENDED);
    simulator.faults().clear();
    assertThat(live.pool.release(account)).isTrue();
    assertThat(live.awaitState(account, AccountState.READY).epoch()).isEqualTo(new Epoch(2));
  }

  private void simulate(UnaryOperator<LocalAwsBuilder> settings) {
    simulator =
        settings.apply(LocalAws.builder().createAccountTakes(Duration.ofMillis(200))).start();
  }

  private void open(UnaryOperator<PoolSettingsBuilder> settings) {
    cloud =
        new CloudUnderTest(
            simulator.endpoint(),
            simulator.managementAccessKeyId(),
            simulator.managementSecretAccessKey());
    live = new LivePool(cloud.ports(), settings);
  }
}
