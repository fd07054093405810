package io.leasehold.provisioning.account.aws;

import io.leasehold.provisioning.account.spi.Creation;
import java.util.Set;

/** Which of the published reasons mean "wait" and which mean "never". */
final class CreationFailures {

  private static final Set<String> LIMITS =
      Set.of(
          "ACCOUNT_LIMIT_EXCEEDED",
          "ACCOUNT_NUMBER_LIMIT_EXCEEDED",
          "ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED",
          "ACCOUNT_CREATION_NOT_COMPLETE",
          "PENDING_BUSINESS_VALIDATION");
  private static final Set<String> PASSING =
      Set.of("CONCURRENT_ACCOUNT_MODIFICATION", "INTERNAL_FAILURE");

  private CreationFailures() {}

  /** The reason of a creation that ended as FAILED. */
  static Creation failed(String reason) {
    if (PASSING.contains(reason)) {
      return new Creation.Later(reason, false);
    }
    return LIMITS.contains(reason)
        ? new Creation.Later(reason, true)
        : new Creation.Refused(reason);
  }

  /** The reason of a ConstraintViolationException. */
  static Creation constraint(String reason) {
    return failed(reason);
  }
}
