package io.leasehold.isolation.proof;

import io.leasehold.isolation.IsolationException;

/** A text cannot be put into a policy so that it stands for itself and for nothing else. */
public final class IamLiteralException extends IsolationException {

  // Without the text: it may be anything, and somebody else's.
  IamLiteralException(String why) {
    super("LH-ISO-131", "a text cannot stand for itself in a policy: " + why, null);
  }
}
