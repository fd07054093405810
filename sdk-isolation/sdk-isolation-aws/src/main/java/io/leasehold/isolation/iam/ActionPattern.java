package io.leasehold.isolation.iam;

import java.util.List;
import java.util.regex.Pattern;

/** The Action or NotAction of a statement; compared without regard to case. */
final class ActionPattern {

  private static final Pattern GRAMMAR = Pattern.compile("\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+");

  private final List<Glob> globs;
  private final boolean negated;

  ActionPattern(List<String> actions, boolean negated) {
    for (String action : actions) {
      if (!GRAMMAR.matcher(action).matches()) {
        throw new PolicySyntaxException("malformed action \"" + action + "\"");
      }
    }
    this.globs = actions.stream().map(ActionPattern::glob).toList();
    this.negated = negated;
  }

  private static Glob glob(String action) {
    Glob.Builder glob = new Glob.Builder();
    for (int i = 0; i < action.length(); i++) {
      char c = action.charAt(i);
      switch (c) {
        case '*' -> glob.any();
        case '?' -> glob.one();
        default -> glob.literal(String.valueOf(c));
      }
    }
    return glob.build();
  }

  /** Whether it is {@code Action *}. */
  boolean isAny() {
    return !negated && globs.stream().anyMatch(Glob::isAny);
  }

  /** Whether it is an Action, each of which begins with a service. */
  boolean namesServices() {
    return !negated && globs.stream().noneMatch(Glob::isAny);
  }

  boolean matches(String action) {
    return globs.stream().anyMatch(glob -> glob.matchesIgnoringCase(action)) != negated;
  }
}
