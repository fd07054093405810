package io.leasehold.provisioning.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.localaws.LocalAws;
import io.leasehold.provisioning.access.AccessBroker;
import io.leasehold.provisioning.access.TemporaryAccess;
import io.leasehold.provisioning.account.aws.LabAccessRevoker;
import io.leasehold.provisioning.account.spi.ClearedAccount;
import io.leasehold.provisioning.account.spi.DestructionGuard;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** A role that a learner makes, and enters, must not be a second door into the account. */
class LearnersOwnRoleIT {

  @Test
  @Tag("invariant-05")
  void aSessionOfARoleThatTheLearnerMadeEndsWhenTheLeaseIsRevokedAndNotOnlyWhenItIsCleaned() {
    try (LocalAws simulator =
            LocalAws.builder().createAccountTakes(Duration.ofMillis(300)).start();
        CloudUnderTest cloud =
            new CloudUnderTest(
                simulator.endpoint(),
                simulator.managementAccessKeyId(),
                simulator.managementSecretAccessKey());
        LivePool live = new LivePool(cloud.ports(), settings -> settings.target(1).max(1))) {
      AccountId account = live.awaitState(AccountState.READY).id();
      Lease lease = live.pool.request(PoolBench.wish("ada"));
      AccessBroker broker =
          AccessBroker.builder(live.pool, cloud.sts)
              .region(CloudUnderTest.REGION)
              .signIn(simulator.federationEndpoint())
              .build();
      TemporaryAccess access = broker.grant(live.pool.activate(lease.id(), lease.epoch()));
      try (Learner learner = new Learner(cloud, access);
          Learner second = new Learner(cloud, learner.entersARoleOfItsOwn("door", account))) {
        second.listsBuckets();
        DestructionGuard guard =
            new DestructionGuard((id, epoch) -> true, cloud.ports().zone(), Set.of());
        ClearedAccount cleared = guard.clear(account, Epoch.NONE, () -> {});
        LabAccessRevoker revoker = new LabAccessRevoker(cloud.members, Clock.systemUTC());

        revoker.revoke(cleared);

        second.isDenied(second::listsBuckets);
        second.isDenied(() -> second.makesARole("next-door", Optional.of(account)));
        assertThatThrownBy(learner::listsBuckets).isInstanceOf(AwsServiceException.class);
        for (int again = 0; again < 6; again++) {
          revoker.revoke(cleared);
        }

        live.pool.end(lease.id(), EndReason.COMPLETED);
        assertThat(live.awaitState(account, AccountState.READY).epoch()).isEqualTo(new Epoch(1));
      }
    }
  }
}
