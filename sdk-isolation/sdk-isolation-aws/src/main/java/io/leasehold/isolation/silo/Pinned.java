package io.leasehold.isolation.silo;

import io.leasehold.isolation.iam.StatementOutline;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a statement lets a key have certain values only. Counts nothing but {@code StringEquals}
 * on literal texts: an operator with {@code IfExists} or {@code ForAllValues} also holds without
 * the key, and one with wildcards for values that nobody thought of.
 */
final class Pinned {

  private Pinned() {}

  /** Whether the key has to be there and to have one of exactly these values. */
  static boolean to(StatementOutline statement, String key, Set<String> values) {
    return tests(statement, key).stream()
        .filter(test -> test.operator().equals("StringEquals"))
        .anyMatch(test -> values.containsAll(test.values()));
  }

  /** Whether the key has to be there and to have some literal value. */
  static boolean toLiterals(StatementOutline statement, String key) {
    return tests(statement, key).stream()
        .filter(test -> test.operator().equals("StringEquals"))
        .anyMatch(test -> test.values().stream().allMatch(Pinned::isLiteral));
  }

  /** Whether all values that the key has, if any, are among these. */
  static boolean within(StatementOutline statement, String key, Set<String> values) {
    return tests(statement, key).stream()
        .filter(test -> test.operator().equals("ForAllValues:StringEquals"))
        .anyMatch(test -> values.containsAll(new HashSet<>(test.values())));
  }

  /** Whether the caller's ARN is pinned to one of these. */
  static boolean callers(StatementOutline statement, Set<String> arns) {
    return tests(statement, "aws:PrincipalArn").stream()
        .filter(test -> Set.of("StringEquals", "ArnEquals", "ArnLike").contains(test.operator()))
        .anyMatch(test -> arns.containsAll(test.values()));
  }

  private static boolean isLiteral(String text) {
    return !text.isEmpty() && !text.contains("${") && !text.contains("*") && !text.contains("?");
  }

  private static List<StatementOutline.Test> tests(StatementOutline statement, String key) {
    return statement.conditions().stream()
        .filter(test -> test.key().equals(key.toLowerCase(Locale.ROOT)))
        .toList();
  }
}
