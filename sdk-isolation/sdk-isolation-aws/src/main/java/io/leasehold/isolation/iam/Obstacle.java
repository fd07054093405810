package io.leasehold.isolation.iam;

import java.util.List;
import java.util.Optional;

/**
 * One thing that stands in the way of a request. Immutable.
 *
 * @param policy the kind of policy, as AWS's messages call it: {@code session policy}
 * @param statement its statement, such as {@code statement Items} or {@code statement #2}; empty if
 *     no statement of that kind of policy covers the action
 * @param kind what of the statement is in the way
 * @param wanted what the statement wants: its resources, or a condition's operator, key and values;
 *     empty for the other kinds
 * @param got what the request has instead: its resource, or the key's values; {@code no such key}
 *     when it lacks the key
 */
public record Obstacle(String policy, String statement, Kind kind, String wanted, String got) {

  /** What is in the way. */
  public enum Kind {
    /** A statement denies the request. */
    DENIED,
    /** No statement allows the action. */
    ACTION,
    /** The closest statement allows the action on other resources. */
    RESOURCE,
    /** The closest statement wants another value of a condition key. */
    CONDITION,
    /** No statement of the resource's policy that would allow the request names the caller. */
    PRINCIPAL
  }

  @Override
  public String toString() {
    return switch (kind) {
      case DENIED -> policy + ", " + statement + " denies it";
      case ACTION -> policy + ": no statement covers the action";
      case RESOURCE -> "%s, %s: names %s, got %s".formatted(policy, statement, wanted, got);
      case CONDITION -> "%s, %s: wants %s, got %s".formatted(policy, statement, wanted, got);
      case PRINCIPAL -> policy + ", " + statement + " does not name the caller";
    };
  }

  static Obstacle denied(String policy, Statement statement) {
    return new Obstacle(policy, statement.label(), Kind.DENIED, "", "");
  }

  /** What keeps the closest statement of these policies from allowing the request. */
  static List<Obstacle> closest(
      String policy, List<PolicyDocument> policies, AccessRequest request) {
    Optional<Statement> closest = Explanation.closest(policies, request);
    if (closest.isEmpty()) {
      return List.of(new Obstacle(policy, "", Kind.ACTION, "", request.action()));
    }
    Statement statement = closest.get();
    String label = statement.label();
    if (statement.fitsResource(request) != Fit.YES) {
      String wanted = String.valueOf(statement.resource());
      return List.of(new Obstacle(policy, label, Kind.RESOURCE, wanted, request.resource()));
    }
    List<Obstacle> conditions =
        Explanation.unmet(statement, request)
            .map(
                condition ->
                    new Obstacle(
                        policy,
                        label,
                        Kind.CONDITION,
                        condition.shown(),
                        Explanation.given(request, condition)))
            .toList();
    return conditions.isEmpty()
        ? List.of(new Obstacle(policy, label, Kind.PRINCIPAL, "", request.principalArn()))
        : conditions;
  }
}
