package io.leasehold.provisioning.account.internal;

import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.AccountState;
import io.leasehold.provisioning.account.Epoch;
import io.leasehold.provisioning.account.spi.PoolRegister;
import java.util.EnumSet;
import java.util.Set;

/** The first of the three guards: the database. */
final class Register implements PoolRegister {

  private static final Set<AccountState> CLEANABLE =
      EnumSet.of(
          AccountState.BASELINING,
          AccountState.CLEANING,
          AccountState.VERIFYING,
          AccountState.DRAINING);

  private final Tables tables;

  Register(Tables tables) {
    this.tables = tables;
  }

  @Override
  public boolean mayBeCleaned(AccountId account, Epoch epoch) {
    return tables
        .transactions()
        .run(c -> tables.accounts().find(c, account))
        .filter(row -> row.epoch().equals(epoch) && CLEANABLE.contains(row.state()))
        .isPresent();
  }
}
