package io.leasehold.provisioning.account;

/** Why a lease ended. */
public enum EndReason {
  /** The learner was done. */
  COMPLETED,
  /** Its time was over. */
  EXPIRED,
  /** The learner gave up before it began: while it was queued or being prepared. */
  CANCELLED,
  /** An operator or a tenant admin ended it. */
  TERMINATED,
  /** It was claimed and never activated: what should have been prepared in the account was not. */
  PROVISION_FAILED,
  /** Its tenant was suspended, is leaving or is gone. */
  TENANT_SUSPENDED
}
