package io.leasehold.labs.run.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.EndReason;
import io.leasehold.provisioning.account.Epoch;
import io.leasehold.provisioning.account.Lease;
import io.leasehold.provisioning.account.LeaseId;
import io.leasehold.provisioning.account.LeaseState;
import io.leasehold.tenancy.TenantId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A step that comes late does not change an account that has moved on. */
class LeaseDataTest {

  private static final LeaseId LEASE = LeaseId.random();
  private static final AccountId ACCOUNT = AccountId.of("222222222222");
  private static final LeaseData RESERVED = new LeaseData(LEASE, ACCOUNT, new Epoch(3));

  @ParameterizedTest
  @EnumSource(
      value = LeaseState.class,
      names = {"CLAIMED", "ACTIVE"})
  void aLiveLeaseHoldsItsAccount(LeaseState state) {
    assertThat(RESERVED.isHeldBy(lease(state, ACCOUNT, new Epoch(3)))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = LeaseState.class,
      names = {"ENDING", "ENDED"})
  void aLeaseThatIsOverHoldsNothing(LeaseState state) {
    assertThat(RESERVED.isHeldBy(lease(state, ACCOUNT, new Epoch(3)))).isFalse();
  }

  @Test
  void anotherEpochOrAccountIsNotTheOneReserved() {
    assertThat(RESERVED.isHeldBy(lease(LeaseState.ACTIVE, ACCOUNT, new Epoch(4)))).isFalse();
    assertThat(
            RESERVED.isHeldBy(lease(LeaseState.ACTIVE, AccountId.of("333333333333"), new Epoch(3))))
        .isFalse();
  }

  private static Lease lease(LeaseState state, AccountId account, Epoch epoch) {
    boolean over = state == LeaseState.ENDING || state == LeaseState.ENDED;
    return new Lease(
        LEASE,
        TenantId.of("acme"),
        "u-1",
        "first-bucket",
        state,
        account,
        epoch,
        Instant.EPOCH,
        Instant.EPOCH.plusSeconds(60),
        over ? EndReason.EXPIRED : null);
  }
}
