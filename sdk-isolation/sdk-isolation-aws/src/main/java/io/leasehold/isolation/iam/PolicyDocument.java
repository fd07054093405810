package io.leasehold.isolation.iam;

import java.util.List;

/**
 * An IAM policy, understood completely. Immutable and thread-safe.
 *
 * <p>The reader is stricter than AWS where leniency could hide a mistake: it refuses unknown
 * elements, operators and versions, repeated keys (also in another case), empty lists, malformed
 * ARNs and variables, and characters that IAM does not take.
 */
public final class PolicyDocument {

  private final List<Statement> statements;
  private final boolean liveVariables;
  private final String json;

  PolicyDocument(List<Statement> statements, boolean liveVariables, String json) {
    this.statements = List.copyOf(statements);
    this.liveVariables = liveVariables;
    this.json = json;
  }

  /**
   * Reads a policy of any kind; {@link PolicyStack} checks that it suits its place.
   *
   * @throws PolicySyntaxException if the text is not a policy that is understood completely
   */
  public static PolicyDocument parse(String json) {
    return PolicyReader.read(json);
  }

  List<Statement> statements() {
    return statements;
  }

  void requireWithoutPrincipal(String kind) {
    if (statements.stream().anyMatch(statement -> statement.principal() != null)) {
      throw new IllegalArgumentException(kind + " names no Principal");
    }
  }

  void requireResourcePolicy() {
    for (Statement statement : statements) {
      if (statement.principal() == null || statement.resource() == null) {
        throw new IllegalArgumentException("a resource policy names Principal and Resource");
      }
    }
  }

  void requireResourceControl() {
    for (Statement statement : statements) {
      boolean forAll = statement.principal() != null && statement.principal().isEverybody();
      boolean full = statement.action().isAny() && statement.conditions().isEmpty();
      boolean narrow = statement.action().namesServices();
      if (!forAll || statement.resource() == null || !(statement.allow() ? full : narrow)) {
        throw new IllegalArgumentException(
            "a resource control policy denies everybody (Principal *) actions of named services;"
                + " its only Allow is the one of RCPFullAWSAccess");
      }
    }
  }

  /**
   * Whether <code>${...}</code> is a variable in it: since version 2012-10-17. Before, and without
   * a version, it is text.
   */
  public boolean hasLiveVariables() {
    return liveVariables;
  }

  /** The text that was parsed, unchanged. */
  public String json() {
    return json;
  }

  @Override
  public String toString() {
    return json;
  }
}
