package io.leasehold.isolation.aws.revocation;

import io.leasehold.isolation.IsolationException;

/**
 * The document with the revocations may not stand on a role. What was handed out already lives on
 * until it expires, unless the call is repeated; vendors hand out nothing old even so.
 */
public final class RevocationPolicyException extends IsolationException {

  RevocationPolicyException(String role, Throwable cause) {
    super(
        "LH-ISO-127",
        ("the revocations were not put on role %s, sessions that were handed out may still work;"
                + " repeat it, and see that iam:PutRolePolicy and iam:DeleteRolePolicy are allowed")
            .formatted(role),
        cause);
  }
}
