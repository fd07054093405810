package io.leasehold.provisioning.account.spi;

import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.Epoch;

/** What the database of the pool knows about an account. */
public interface PoolRegister {

  /** Whether the account belongs to the pool, is not leased, and stands at this epoch. */
  boolean mayBeCleaned(AccountId account, Epoch epoch);
}
