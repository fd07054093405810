package io.leasehold.localaws;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.CreateAccountState;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatus;

/** Member accounts for tests. */
final class Accounts {

  private Accounts() {}

  static CreateAccountStatus finished(OrganizationsClient organizations, String requestId) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () ->
                organizations
                    .describeCreateAccountStatus(r -> r.createAccountRequestId(requestId))
                    .createAccountStatus(),
            status -> status.state() != CreateAccountState.IN_PROGRESS);
  }

  static CreateAccountStatus create(OrganizationsClient organizations, String email) {
    String id =
        organizations
            .createAccount(r -> r.accountName("lab").email(email))
            .createAccountStatus()
            .id();
    return finished(organizations, id);
  }

  static String roleArn(String accountId) {
    return "arn:aws:iam::" + accountId + ":role/OrganizationAccountAccessRole";
  }
}
