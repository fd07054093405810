package io.leasehold.isolation.proof;

import io.leasehold.isolation.iam.StatementOutline;
import java.util.List;
import java.util.Locale;

/** Where a policy may have a hole: where a text can be written so that it stands for itself. */
final class HolePlaces {

  private static final int COLONS_BEFORE_THE_LAST_PART = 5;

  private HolePlaces() {}

  /**
   * Checks statements with their holes.
   *
   * @param hole stands for it there
   * @throws IllegalArgumentException if one has a hole where escapes do not work
   */
  static void require(List<StatementOutline> statements, String hole) {
    for (StatementOutline statement : statements) {
      require(
          statement.actions().stream().noneMatch(action -> action.contains(hole)),
          "the name of an action");
      require(
          statement.resources().stream().noneMatch(arn -> tooEarly(arn, hole)),
          "the first five parts of an ARN");
      for (StatementOutline.Test test : statement.conditions()) {
        require(!test.key().contains(hole), "the name of a condition key");
        require(
            test.values().stream().noneMatch(value -> value.contains(hole))
                || ofText(test.operator()),
            "a value of " + test.operator());
      }
    }
  }

  private static void require(boolean holds, String place) {
    if (!holds) {
      throw new IllegalArgumentException("a policy template has no hole in " + place);
    }
  }

  private static boolean tooEarly(String arn, String hole) {
    int at = arn.indexOf(hole);
    return at >= 0
        && arn.substring(0, at).chars().filter(c -> c == ':').count() < COLONS_BEFORE_THE_LAST_PART;
  }

  private static boolean ofText(String operator) {
    String lowered = operator.toLowerCase(Locale.ROOT);
    String plain = lowered.substring(lowered.indexOf(':') + 1);
    return plain.startsWith("string") || plain.startsWith("arn");
  }

  /**
   * What ends the holes of a policy, other than what an id may contain anyway. Were it part of an
   * id, that id would reach into what begins with its first half.
   */
  static String delimiters(String json) {
    StringBuilder delimiters = new StringBuilder();
    String hole = TenantPattern.HOLE_TEXT;
    for (int at = json.indexOf(hole); at >= 0; at = json.indexOf(hole, at + 1)) {
      char next = at + hole.length() < json.length() ? json.charAt(at + hole.length()) : '"';
      boolean plain = (next >= 'a' && next <= 'z') || (next >= '0' && next <= '9');
      if (!plain && "-*?\"$\\".indexOf(next) < 0 && delimiters.indexOf("" + next) < 0) {
        delimiters.append(next);
      }
    }
    return delimiters.toString();
  }
}
