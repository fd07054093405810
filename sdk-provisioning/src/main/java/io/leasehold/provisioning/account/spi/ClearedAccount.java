package io.leasehold.provisioning.account.spi;

import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.Epoch;

/**
 * An account that passed all guards a moment ago. Only {@link DestructionGuard} makes one, and
 * every port that deletes demands one, so a deletion that forgot the guards does not compile. Never
 * keep it beyond the call that it was given to.
 */
public final class ClearedAccount {

  private final AccountId id;
  private final Epoch epoch;
  private final Runnable recheck;

  ClearedAccount(AccountId id, Epoch epoch, Runnable recheck) {
    this.id = id;
    this.epoch = epoch;
    this.recheck = recheck;
  }

  /** The account. */
  public AccountId id() {
    return id;
  }

  /** The epoch it stood at when the guards looked. */
  public Epoch epoch() {
    return epoch;
  }

  /**
   * Asks the database again. Call it directly before each deletion of a longer pass: a process that
   * stood still for minutes must not go on in an account that was leased again meanwhile.
   *
   * @throws PermanentAccountException if the account is not to be cleaned any more
   */
  public void requireStillCleared() {
    recheck.run();
  }

  @Override
  public String toString() {
    return "account " + id + " at epoch " + epoch;
  }
}
