package io.leasehold.provisioning.account;

/** Where a lease stands. A lease moves forward only, in the order of the constants. */
public enum LeaseState {
  /** Waits for an account; has a rank. */
  QUEUED,
  /** Has an account that nobody can sign in to yet; the clock stands. */
  CLAIMED,
  /** Can be used; the clock runs. */
  ACTIVE,
  /** Over; the access to the account is being revoked. */
  ENDING,
  /** Over, and no credential of it works any more. Final. */
  ENDED;

  /** Whether the lease still counts as the one of its principal and purpose. */
  public boolean live() {
    return this == QUEUED || this == CLAIMED || this == ACTIVE;
  }
}
