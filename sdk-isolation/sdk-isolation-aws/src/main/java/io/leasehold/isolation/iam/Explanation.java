package io.leasehold.isolation.iam;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Says which statement came closest to allowing a request, and what it wanted. */
final class Explanation {

  private Explanation() {}

  static String closest(List<PolicyDocument> policies, AccessRequest request) {
    return policies.stream()
        .flatMap(policy -> policy.statements().stream())
        .filter(Statement::allow)
        .max(Comparator.comparingInt(statement -> distanceCovered(statement, request)))
        .map(statement -> describe(statement, request))
        .orElse("there is none");
  }

  private static int distanceCovered(Statement statement, AccessRequest request) {
    if (statement.fitsAction(request) != Fit.YES) {
      return 0;
    }
    return statement.fitsResource(request) == Fit.YES ? 2 : 1;
  }

  private static String describe(Statement statement, AccessRequest request) {
    return switch (distanceCovered(statement, request)) {
      case 0 -> "no statement covers the action";
      case 1 -> statement.label() + " covers the action, but not " + request.resource();
      default ->
          statement.conditions().stream()
              .filter(condition -> condition.fit(request) != Fit.YES)
              .map(condition -> condition.shown() + ", got " + shown(request, condition))
              .collect(Collectors.joining("; ", statement.label() + " wants ", ""));
    };
  }

  private static String shown(AccessRequest request, Condition condition) {
    List<String> values = request.values(condition.key());
    return values == null ? "no such key" : values.toString();
  }
}
