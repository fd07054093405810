package io.leasehold.provisioning.account.internal;

import org.jspecify.annotations.Nullable;

/**
 * How a transaction of {@link Stations} went.
 *
 * @param row the account, or null if the command was stale
 */
record Visit(@Nullable AccountRow row) {

  static Visit of(AccountRow row) {
    return new Visit(row);
  }

  static Visit stale() {
    return new Visit(null);
  }
}
