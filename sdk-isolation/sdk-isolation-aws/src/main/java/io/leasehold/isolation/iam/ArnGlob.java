package io.leasehold.isolation.iam;

import java.util.List;
import java.util.Optional;

/** An ARN pattern: six parts between colons, each compared by itself; the last keeps its colons. */
final class ArnGlob {

  private static final int PARTS = 6;

  private final List<Glob> parts;

  private ArnGlob(List<Glob> parts) {
    this.parts = parts;
  }

  /** The ARN pattern, empty when the glob has too few parts to be one. */
  static Optional<ArnGlob> of(Glob glob) {
    List<Glob> parts = glob.splitAtColons(PARTS);
    return parts.size() == PARTS && parts.get(0).matches("arn")
        ? Optional.of(new ArnGlob(parts))
        : Optional.empty();
  }

  static boolean isArn(String value) {
    return value.split(":", PARTS).length == PARTS && value.startsWith("arn:");
  }

  boolean matches(String arn) {
    String[] actual = arn.split(":", PARTS);
    if (actual.length != PARTS) {
      return false;
    }
    for (int i = 0; i < PARTS; i++) {
      if (!parts.get(i).matches(actual[i])) {
        return false;
      }
    }
    return true;
  }
}
