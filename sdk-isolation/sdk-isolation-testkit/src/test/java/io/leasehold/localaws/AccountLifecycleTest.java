package io.leasehold.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.organizations.model.CreateAccountState;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatus;

class AccountLifecycleTest {

  @Test
  void an_account_is_created_and_its_role_leads_into_it() {
    try (LocalAws aws = LocalAws.builder().createAccountTakes(Duration.ofMillis(200)).start()) {
      Clients platform = Clients.management(aws);

      CreateAccountStatus first =
          platform
              .organizations()
              .createAccount(r -> r.accountName("lab 1").email("labs+1@example.com"))
              .createAccountStatus();
      CreateAccountStatus done = Accounts.finished(platform.organizations(), first.id());
      Clients member = platform.assume(Accounts.roleArn(done.accountId()), "baseline");

      assertThat(first.state()).isEqualTo(CreateAccountState.IN_PROGRESS);
      assertThat(done.state()).isEqualTo(CreateAccountState.SUCCEEDED);
      assertThat(platform.sts().getCallerIdentity().account()).isEqualTo(aws.managementAccountId());
      assertThat(member.sts().getCallerIdentity().account()).isEqualTo(done.accountId());
      assertThat(member.sts().getCallerIdentity().arn())
          .endsWith("assumed-role/OrganizationAccountAccessRole/baseline");
    }
  }
}
