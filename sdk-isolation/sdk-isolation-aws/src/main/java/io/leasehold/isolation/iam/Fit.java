package io.leasehold.isolation.iam;

/**
 * Whether a request fits a part of a policy. What AWS does not document is {@code UNCLEAR}: an
 * Allow then does not apply and a Deny does, so a guess can never widen access.
 */
enum Fit {
  YES,
  NO,
  UNCLEAR;

  static Fit of(boolean fits) {
    return fits ? YES : NO;
  }

  Fit and(Fit other) {
    if (this == NO || other == NO) {
      return NO;
    }
    return this == UNCLEAR || other == UNCLEAR ? UNCLEAR : YES;
  }

  Fit or(Fit other) {
    if (this == YES || other == YES) {
      return YES;
    }
    return this == UNCLEAR || other == UNCLEAR ? UNCLEAR : NO;
  }

  Fit not() {
    return switch (this) {
      case YES -> NO;
      case NO -> YES;
      case UNCLEAR -> UNCLEAR;
    };
  }
}
