package io.leasehold.isolation.iam;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The Principal or NotPrincipal of a statement. */
final class PrincipalPattern {

  /** How directly a statement names the caller; later constants name it more directly. */
  enum Naming {
    NOT,
    ACCOUNT,
    ROLE,
    DIRECTLY
  }

  private static final Set<String> KINDS = Set.of("AWS", "Service", "Federated", "CanonicalUser");
  private static final Pattern AWS =
      Pattern.compile(
          "\\*|\\d{12}|arn:aws[a-z0-9-]*:(?:iam|sts)::\\d{12}:[A-Za-z0-9+=,.@_/:-]+"
              + "|A[A-Z0-9]{15,}");

  private final Map<String, List<String>> named;
  private final boolean negated;

  PrincipalPattern(Map<String, List<String>> named, boolean negated) {
    this.named = Map.copyOf(named);
    this.negated = negated;
    if (!KINDS.containsAll(named.keySet())) {
      throw new PolicySyntaxException("unknown kind of principal among " + named.keySet());
    }
    for (String principal : named.getOrDefault("AWS", List.of())) {
      if (!AWS.matcher(principal).matches()) {
        throw new PolicySyntaxException("malformed principal \"" + principal + "\"");
      }
    }
  }

  /** Whether it is {@code Principal *}. */
  boolean isEverybody() {
    return !negated && named.equals(Map.of("AWS", List.of("*")));
  }

  /**
   * Whether a Deny for these principals hits the caller.
   *
   * @param bounded whether the caller has a permissions boundary: a {@code NotPrincipal} is
   *     documented to deny such a caller whatever it names
   */
  boolean denies(Caller caller, boolean bounded) {
    if (!negated) {
      return naming(caller) != Naming.NOT;
    }
    if (bounded) {
      return true;
    }
    // To be exempt, a caller has to be named at every level: session, role and account.
    List<String> principals = named.getOrDefault("AWS", List.of());
    boolean exempt =
        principals.contains("*")
            || (caller.directNames().stream().anyMatch(principals::contains)
                && (caller.roleNames().isEmpty()
                    || caller.roleNames().stream().anyMatch(principals::contains))
                && caller.accountNames().stream().anyMatch(principals::contains));
    return !exempt && !namesOtherKind(caller);
  }

  /** How directly an Allow names the caller. */
  Naming naming(Caller caller) {
    List<String> principals = named.getOrDefault("AWS", List.of());
    if (principals.contains("*")
        || caller.directNames().stream().anyMatch(principals::contains)
        || namesOtherKind(caller)) {
      return Naming.DIRECTLY;
    }
    if (caller.roleNames().stream().anyMatch(principals::contains)) {
      return Naming.ROLE;
    }
    return caller.accountNames().stream().anyMatch(principals::contains)
        ? Naming.ACCOUNT
        : Naming.NOT;
  }

  private boolean namesOtherKind(Caller caller) {
    return named.entrySet().stream()
        .filter(entry -> !entry.getKey().equals("AWS"))
        .anyMatch(entry -> caller.directNames().stream().anyMatch(entry.getValue()::contains));
  }
}
