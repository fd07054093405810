package io.leasehold.provisioning.account;

import java.util.Map;
import java.util.Objects;

/**
 * A snapshot of the pool, read in one statement. Immutable and thread-safe.
 *
 * @param accounts number of accounts in each state; every state is present
 * @param registered number of accounts that were ever requested; always the sum of {@code accounts}
 * @param queued leases that wait for an account
 * @param live leases that hold an account and are not over
 * @param staleCommands commands that were ignored because the account had moved on
 */
public record PoolStatus(
    Map<AccountState, Integer> accounts, int registered, int queued, int live, long staleCommands) {

  /** Copies the map. */
  public PoolStatus {
    accounts = Map.copyOf(Objects.requireNonNull(accounts, "accounts"));
  }

  /** Number of accounts in the state. */
  public int count(AccountState state) {
    return accounts.getOrDefault(state, 0);
  }

  /** Number of accounts that can be leased at once. */
  public int ready() {
    return count(AccountState.READY);
  }
}
