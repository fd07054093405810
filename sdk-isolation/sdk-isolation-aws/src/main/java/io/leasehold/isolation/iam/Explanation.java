package io.leasehold.isolation.iam;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says which statement came closest to allowing a request, and what it wanted. */
final class Explanation {

  /** Its action fits; then the better the more of the resource fits, then of the conditions. */
  private static Comparator<Statement> closeness(AccessRequest request) {
    return Comparator.comparing((Statement s) -> s.fitsResource(request) == Fit.YES)
        .thenComparing(s -> s.resource() == null ? 0 : s.resource().commonWith(request))
        .thenComparing(s -> -unmet(s, request).count());
  }

  private Explanation() {}

  /** The Allow that came closest, empty if none covers the action. */
  static Optional<Statement> closest(List<PolicyDocument> policies, AccessRequest request) {
    return policies.stream()
        .flatMap(policy -> policy.statements().stream())
        .filter(s -> s.allow() && s.fitsAction(request) == Fit.YES)
        .max(closeness(request));
  }

  /** The conditions that the request does not meet, or not clearly. */
  static Stream<Condition> unmet(Statement statement, AccessRequest request) {
    return statement.conditions().stream().filter(c -> c.fit(request) != Fit.YES);
  }

  static String text(List<PolicyDocument> policies, AccessRequest request) {
    if (policies.stream().flatMap(p -> p.statements().stream()).noneMatch(Statement::allow)) {
      return "there is none";
    }
    return closest(policies, request)
        .map(statement -> describe(statement, request))
        .orElse("no statement covers the action");
  }

  private static String describe(Statement statement, AccessRequest request) {
    if (statement.fitsResource(request) != Fit.YES) {
      return statement.label() + " covers the action, but not " + request.resource();
    }
    return unmet(statement, request)
        .map(condition -> condition.shown() + ", got " + given(request, condition))
        .collect(Collectors.joining("; ", statement.label() + " wants ", ""));
  }

  static String given(AccessRequest request, Condition condition) {
    List<String> values = request.values(condition.key());
    return values == null ? "no such key" : values.toString();
  }
}
