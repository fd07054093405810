package io.leasehold.provisioning.account.aws;

import io.leasehold.provisioning.account.spi.ClearedAccount;

/** Deletes one kind of thing out of an account. */
@FunctionalInterface
interface Sweep {

  /**
   * One pass.
   *
   * @return how many things were there, deleted now or still being deleted
   */
  int over(ClearedAccount account, MemberAccount member);
}
