package io.leasehold.provisioning.account.aws;

import io.leasehold.provisioning.account.AccountId;

/** Opens member accounts with the rights of an administrator. Thread-safe. */
@FunctionalInterface
public interface MemberAccounts {

  /**
   * Opens the account. The credentials behind it last an hour at most, so open it anew for each
   * step.
   */
  MemberAccount open(AccountId account);
}
