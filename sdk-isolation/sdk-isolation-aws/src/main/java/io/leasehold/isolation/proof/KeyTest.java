package io.leasehold.isolation.proof;

import io.leasehold.isolation.iam.StatementOutline;
import java.util.List;
import java.util.Locale;

/**
 * What one test of a Condition block asks of a key, as far as it matters to the search. Where it is
 * not understood exactly it is taken for wider than it is, which is safe: what is found is
 * confirmed by the evaluator.
 */
record KeyTest(StatementOutline.Test test) {

  private static final String FOR_ALL = "ForAllValues:";
  private static final String FOR_ANY = "ForAnyValue:";
  private static final String IF_EXISTS = "IfExists";

  String key() {
    return test.key();
  }

  boolean isNull() {
    return test.operator().equals("Null");
  }

  boolean forAny() {
    return test.operator().startsWith(FOR_ANY);
  }

  boolean forAll() {
    return test.operator().startsWith(FOR_ALL);
  }

  /** Whether the test passes a request that lacks the key. */
  boolean passesAbsent() {
    if (isNull()) {
      return test.values().contains("true");
    }
    return forAll() || test.operator().endsWith(IF_EXISTS) || (negated() && !forAny());
  }

  /** Whether the test passes an empty value, whatever it wants: IAM takes it for a missing one. */
  boolean passesEmpty() {
    return isNull() ? test.values().contains("true") : forAll();
  }

  /** Whether the test can pass a request that has a value of the key. */
  boolean passesPresent() {
    return !isNull() || test.values().contains("false");
  }

  /** What a value may look like; any value, if the operator says nothing about its text. */
  List<TenantPattern> values() {
    return switch (plainOperator()) {
      case "stringequals" -> test.values().stream().map(TenantPattern::plain).toList();
      case "stringlike" -> test.values().stream().map(TenantPattern::glob).toList();
      case "arnlike", "arnequals" -> test.values().stream().map(TenantPattern::arn).toList();
      default -> List.of(TenantPattern.any());
    };
  }

  /** A value to try with an operator whose text says nothing. */
  String sample() {
    return negated() ? "another" : test.values().get(0);
  }

  private boolean negated() {
    return plainOperator().contains("not");
  }

  private String plainOperator() {
    String operator = test.operator();
    int start = forAll() || forAny() ? operator.indexOf(':') + 1 : 0;
    int end = operator.length() - (operator.endsWith(IF_EXISTS) ? IF_EXISTS.length() : 0);
    return operator.substring(start, end).toLowerCase(Locale.ROOT);
  }
}
