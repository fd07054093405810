package io.leasehold.isolation.aws.policy;

import io.leasehold.isolation.IsolationException;

/** A plan cannot be made, or not be relied on. */
public final class PolicyPlanException extends IsolationException {

  private final Reason reason;

  PolicyPlanException(Reason reason, String detail) {
    super(reason.code, detail, null);
    this.reason = reason;
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** What stands in the way. */
  public enum Reason {
    /** No Deny says exactly what the blueprint does not allow. */
    UNFENCEABLE("LH-ISO-132"),
    /** What has to be prepared in the account is not there, or is not what was planned. */
    NOT_PREPARED("LH-ISO-133"),
    /** The blueprint allows nothing of the service. */
    UNKNOWN_SERVICE("LH-ISO-134"),
    /** The platform keeps the id for itself. */
    RESERVED_TENANT("LH-ISO-135");

    private final String code;

    Reason(String code) {
      this.code = code;
    }
  }
}
