package io.leasehold.isolation.aws.policy;

import io.leasehold.isolation.aws.policy.PolicyPlanException.Reason;
import io.leasehold.isolation.aws.scope.Grant;
import java.util.List;
import java.util.Map;

/**
 * One test of a Condition block that holds exactly where another does not, a request without the
 * key included. Immutable.
 */
record Negation(String operator, String key, String value) {

  private static final String ALL = "ForAllValues:";
  private static final String ANY = "ForAnyValue:";
  private static final Map<String, String> OPPOSITES =
      Map.of(
          "StringEquals", "StringNotEquals",
          "StringNotEquals", "StringEquals",
          "StringLike", "StringNotLike",
          "StringNotLike", "StringLike",
          "ArnLike", "ArnNotLike",
          "ArnNotLike", "ArnLike");

  /** The opposite of {@code operator(key, value)}. */
  static Negation of(String operator, String key, String value) {
    if (operator.equals("Null")) {
      return new Negation("Null", key, value.equals("true") ? "false" : "true");
    }
    if (operator.startsWith(ALL)) {
      // Not all of them fit: one does not.
      return new Negation(ANY + opposite(operator.substring(ALL.length())), key, value);
    }
    if (operator.startsWith(ANY)) {
      return new Negation(ALL + opposite(operator.substring(ANY.length())), key, value);
    }
    return new Negation(opposite(operator), key, value);
  }

  /** The opposites of all tests of a grant: one of them holds where the grant's tests do not. */
  static List<Negation> of(Grant grant) {
    return grant.conditions().entrySet().stream()
        .flatMap(
            operator ->
                operator.getValue().entrySet().stream()
                    .map(key -> of(operator.getKey(), key.getKey(), key.getValue())))
        .toList();
  }

  private static String opposite(String operator) {
    String opposite = OPPOSITES.get(operator);
    if (opposite == null) {
      throw new PolicyPlanException(
          Reason.UNFENCEABLE, "the opposite of " + operator + " is not known; leave out the fence");
    }
    return opposite;
  }
}
