package io.leasehold.labs.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.LeaseId;
import org.junit.jupiter.api.Test;

class LabAccountTest {

  @Test
  void theStarterBucketOfALeaseHasANameThatNobodyCanTakeBefore() {
    AccountId account = AccountId.of("222222222222");
    String one = LabAccount.starterBucket(account, LeaseId.random());
    String next = LabAccount.starterBucket(account, LeaseId.random());

    assertThat(one).matches("lab-starter-222222222222-[0-9a-f]{12}").isNotEqualTo(next);
  }
}
