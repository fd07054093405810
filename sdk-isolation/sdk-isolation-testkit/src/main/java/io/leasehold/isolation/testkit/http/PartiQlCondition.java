package io.leasehold.isolation.testkit.http;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The condition of a PartiQL statement, read only for the partition keys that it fixes: empty where
 * it leaves them open, so that DynamoDB would look at the whole table.
 */
final class PartiQlCondition {

  private static final Set<String> COMPARATORS = Set.of("=", "<>", "!=", "<", "<=", ">", ">=");

  private final PartiQlTokens tokens;
  private final String partitionKey;

  PartiQlCondition(PartiQlTokens tokens, String partitionKey) {
    this.tokens = tokens;
    this.partitionKey = partitionKey;
  }

  Optional<Set<String>> keys() {
    Optional<Set<String>> keys = conjunction();
    while (tokens.takes("OR")) {
      Optional<Set<String>> other = conjunction();
      keys = keys.isPresent() && other.isPresent() ? union(keys, other) : Optional.empty();
    }
    return keys;
  }

  private Optional<Set<String>> conjunction() {
    Optional<Set<String>> keys = negation();
    while (tokens.takes("AND")) {
      Optional<Set<String>> other = negation();
      keys = keys.isEmpty() ? other : other.isEmpty() ? keys : union(keys, other);
    }
    return keys;
  }

  // Of two keys that have to hold at once there are no items; all of them are asked for anyhow.
  private static Optional<Set<String>> union(
      Optional<Set<String>> left, Optional<Set<String>> right) {
    Set<String> all = new LinkedHashSet<>(left.orElseGet(HashSet::new));
    all.addAll(right.orElseGet(HashSet::new));
    return Optional.of(all);
  }

  private Optional<Set<String>> negation() {
    if (tokens.takes("NOT")) {
      var ignored = negation();
      return Optional.empty();
    }
    if (tokens.takes("(")) {
      Optional<Set<String>> inner = keys();
      tokens.expect(")");
      return inner;
    }
    return test();
  }

  private Optional<Set<String>> test() {
    PartiQlTokens.Token left = tokens.operand();
    boolean own = left.names(partitionKey);
    boolean negated = tokens.takes("NOT");
    if (tokens.takes("IS")) {
      boolean ignored = tokens.takes("NOT");
      tokens.skipOperand();
      return Optional.empty();
    }
    if (tokens.takes("BETWEEN")) {
      tokens.skipOperand();
      tokens.expect("AND");
      tokens.skipOperand();
      return Optional.empty();
    }
    if (tokens.takes("IN")) {
      List<PartiQlTokens.Token> values = tokens.list();
      return own && !negated ? values(values) : Optional.empty();
    }
    String operator = tokens.peek().toUpperCase(Locale.ROOT);
    if (!COMPARATORS.contains(operator)) {
      if (left.kind() == PartiQlTokens.Kind.CALL) {
        return Optional.empty();
      }
      throw tokens.unreadable();
    }
    tokens.expect(operator);
    PartiQlTokens.Token right = tokens.operand();
    if (!operator.equals("=")) {
      return Optional.empty();
    }
    if (own) {
      return values(List.of(right));
    }
    return right.names(partitionKey) ? values(List.of(left)) : Optional.empty();
  }

  private static Optional<Set<String>> values(List<PartiQlTokens.Token> tokens) {
    Set<String> values = new LinkedHashSet<>();
    for (PartiQlTokens.Token token : tokens) {
      if (token.kind() != PartiQlTokens.Kind.VALUE) {
        return Optional.empty();
      }
      values.add(token.text());
    }
    return Optional.of(values);
  }
}
