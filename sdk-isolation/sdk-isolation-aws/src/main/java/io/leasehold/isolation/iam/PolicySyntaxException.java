package io.leasehold.isolation.iam;

import io.leasehold.isolation.IsolationException;
import org.jspecify.annotations.Nullable;

/** A text is not an IAM policy that this library understands completely. */
public final class PolicySyntaxException extends IsolationException {

  PolicySyntaxException(String message) {
    this(message, null);
  }

  PolicySyntaxException(String message, @Nullable Throwable cause) {
    super("LH-ISO-101", message, cause);
  }
}
