package io.leasehold.provisioning.account.spi;

import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.Epoch;

/**
 * An account that passed all guards a moment ago. Only {@link DestructionGuard} makes one, and
 * every port that deletes demands one, so a deletion that forgot the guards does not compile. Use
 * it at once, never keep it.
 */
public final class ClearedAccount {

  private final AccountId id;
  private final Epoch epoch;

  ClearedAccount(AccountId id, Epoch epoch) {
    this.id = id;
    this.epoch = epoch;
  }

  /** The account. */
  public AccountId id() {
    return id;
  }

  /** The epoch it stood at when the guards looked. */
  public Epoch epoch() {
    return epoch;
  }

  @Override
  public String toString() {
    return "account " + id + " at epoch " + epoch;
  }
}
