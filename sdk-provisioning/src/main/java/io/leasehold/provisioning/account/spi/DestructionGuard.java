package io.leasehold.provisioning.account.spi;

import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.Epoch;
import java.util.Objects;
import java.util.Set;

/**
 * The three guards in front of everything that deletes: the account is one of the pool in the
 * database, at this epoch and not leased; it stands in the organisational unit of the pool; and it
 * is neither the management account nor on the block list. They are independent: each alone stops
 * the deletion.
 *
 * <p>Thread-safe when its parts are.
 */
public final class DestructionGuard {

  private final PoolRegister register;
  private final OrgZone zone;
  private final Set<AccountId> blocked;

  /**
   * Creates the guard.
   *
   * @param register the database
   * @param zone the organisational unit
   * @param blocked accounts that are never touched, beside the management account
   */
  public DestructionGuard(PoolRegister register, OrgZone zone, Set<AccountId> blocked) {
    this.register = Objects.requireNonNull(register, "register");
    this.zone = Objects.requireNonNull(zone, "zone");
    this.blocked = Set.copyOf(blocked);
  }

  /**
   * Asks all three guards.
   *
   * @throws PermanentAccountException if one of them says no
   */
  public ClearedAccount clear(AccountId account, Epoch epoch) {
    if (blocked.contains(account) || zone.managementAccount().equals(account)) {
      throw refused(account, "it is the management account or on the block list");
    }
    if (!register.mayBeCleaned(account, epoch)) {
      throw refused(account, "the pool does not hold it, free of a lease, at epoch " + epoch);
    }
    if (!zone.contains(account)) {
      throw refused(account, "it does not stand in the organisational unit of the pool");
    }
    return new ClearedAccount(account, epoch);
  }

  private static PermanentAccountException refused(AccountId account, String why) {
    return new PermanentAccountException(
        "LH-PRV-210",
        "Nothing was deleted in account "
            + account
            + ": "
            + why
            + ". Check the account in the organisation and in the pool, then release it.");
  }
}
