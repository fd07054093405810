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
   * @param account the account
   * @param epoch the epoch that the caller speaks for
   * @param stillOwned throws if the caller was declared dead meanwhile; asked again with {@link
   *     ClearedAccount#requireStillCleared()}
   * @throws PermanentAccountException if one of the guards says no
   */
  public ClearedAccount clear(AccountId account, Epoch epoch, Runnable stillOwned) {
    if (blocked.contains(account) || zone.managementAccount().equals(account)) {
      throw refused(account, "it is the management account or on the block list");
    }
    requireRegistered(account, epoch, stillOwned);
    if (!zone.contains(account)) {
      throw refused(account, "it does not stand in the organisational unit of the pool");
    }
    return new ClearedAccount(account, epoch, () -> requireRegistered(account, epoch, stillOwned));
  }

  private void requireRegistered(AccountId account, Epoch epoch, Runnable stillOwned) {
    stillOwned.run();
    if (!register.mayBeCleaned(account, epoch)) {
      throw refused(account, "the pool does not hold it, free of a lease, at epoch " + epoch);
    }
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
