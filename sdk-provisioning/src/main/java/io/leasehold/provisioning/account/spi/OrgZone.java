package io.leasehold.provisioning.account.spi;

import io.leasehold.provisioning.account.AccountId;

/** The part of the organisation that the pool may touch: one organisational unit. */
public interface OrgZone {

  /** Moves the account into the zone; does nothing when it is there. */
  void admit(AccountId account);

  /** Whether the account stands in the zone now. Asked before each destructive step. */
  boolean contains(AccountId account);

  /** The account that pays and owns the organisation; nothing is ever deleted in it. */
  AccountId managementAccount();
}
