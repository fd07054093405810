package io.leasehold.provisioning.account;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Where a pool account stands. The way of a new account is REQUESTED, CREATING, BASELINING,
 * CLEANING, VERIFYING, COOLING, READY; a used one goes CLAIMED, DRAINING, CLEANING, BASELINING,
 * VERIFYING, COOLING, READY.
 */
public enum AccountState {
  /** Wanted; AWS has not been asked, or has answered that it must wait. */
  REQUESTED,
  /** AWS creates the account. */
  CREATING,
  /** Moved to the organisational unit of the labs; the role of the learners is being written. */
  BASELINING,
  /** What a learner left behind is being deleted. */
  CLEANING,
  /** An independent scan looks for what the cleaning left. */
  VERIFYING,
  /** Clean; waits until late bills and rolling quotas of the last lease are over. */
  COOLING,
  /** Free to be leased. */
  READY,
  /** Belongs to a lease. */
  CLAIMED,
  /** The lease ended; its access is being revoked. */
  DRAINING,
  /** Taken out of use with a reason, until an operator decides. */
  QUARANTINED;

  private static final Map<AccountState, Set<AccountState>> NEXT =
      new EnumMap<>(AccountState.class);

  static {
    NEXT.put(REQUESTED, EnumSet.of(CREATING, QUARANTINED));
    NEXT.put(CREATING, EnumSet.of(REQUESTED, BASELINING, QUARANTINED));
    NEXT.put(BASELINING, EnumSet.of(CLEANING, VERIFYING, QUARANTINED));
    NEXT.put(CLEANING, EnumSet.of(BASELINING, VERIFYING, QUARANTINED));
    NEXT.put(VERIFYING, EnumSet.of(CLEANING, COOLING, QUARANTINED));
    NEXT.put(COOLING, EnumSet.of(READY, QUARANTINED));
    NEXT.put(READY, EnumSet.of(CLAIMED, QUARANTINED));
    NEXT.put(CLAIMED, EnumSet.of(DRAINING));
    NEXT.put(DRAINING, EnumSet.of(CLEANING, QUARANTINED));
    NEXT.put(QUARANTINED, EnumSet.of(DRAINING));
  }

  /** Whether the state machine has this step. */
  public boolean mayBecome(AccountState next) {
    return NEXT.getOrDefault(this, Set.of()).contains(next);
  }

  /** Whether an account in this state will be READY again without anybody's help. */
  public boolean progressing() {
    return this != READY && this != CLAIMED && this != QUARANTINED;
  }
}
