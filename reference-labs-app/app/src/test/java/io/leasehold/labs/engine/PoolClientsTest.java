package io.leasehold.labs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PoolClientsTest {

  @Test
  void theBrokerIsTheRoleBehindASession() {
    assertThat(PoolClients.asIamArn("arn:aws:sts::111122223333:assumed-role/platform/i-1"))
        .isEqualTo("arn:aws:iam::111122223333:role/platform");
  }

  @Test
  void aUserIsTheBrokerItself() {
    assertThat(PoolClients.asIamArn("arn:aws:iam::111122223333:user/platform"))
        .isEqualTo("arn:aws:iam::111122223333:user/platform");
  }
}
