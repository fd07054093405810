package io.leasehold.isolation.testkit.http;

import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.isolation.iam.StatementOutline;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the policies of a stack look at, without deciding anything. */
final class PolicyReach {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^},]+)[^}]*}");

  private final List<List<StatementOutline>> levels = new ArrayList<>();
  private final List<StatementOutline> denials;

  PolicyReach(PolicyStack stack) {
    levels.add(outlines(stack.identity()));
    Stream.of(stack.boundary(), stack.session())
        .flatMap(Stream::ofNullable)
        .forEach(policy -> levels.add(outlines(List.of(policy))));
    stack.serviceControl().forEach(level -> levels.add(outlines(level)));
    denials = outlines(stack.resourceControl());
  }

  static List<StatementOutline> outlines(List<PolicyDocument> policies) {
    return policies.stream().flatMap(p -> StatementOutline.of(p.json()).stream()).toList();
  }

  /** Whether every level has a statement that allows the action on something. */
  boolean mayAllow(String action) {
    return levels.stream()
        .allMatch(level -> level.stream().anyMatch(s -> s.allow() && covers(s, action)));
  }

  /** The condition keys that decide about the action, in lower case. */
  Set<String> keysOf(String action) {
    Set<String> keys = keysOf(levels.stream().flatMap(List::stream).toList(), action);
    keys.addAll(keysOf(denials, action));
    return keys;
  }

  static Set<String> keysOf(List<StatementOutline> statements, String action) {
    Set<String> keys = new LinkedHashSet<>();
    for (StatementOutline statement : statements) {
      if (covers(statement, action)) {
        statement.resources().forEach(resource -> addVariables(resource, keys));
        for (StatementOutline.Test test : statement.conditions()) {
          keys.add(test.key());
          test.values().forEach(value -> addVariables(value, keys));
        }
      }
    }
    return keys;
  }

  private static void addVariables(String text, Set<String> keys) {
    Matcher matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      String key = matcher.group(1).trim();
      if (!Set.of("*", "?", "$").contains(key)) {
        keys.add(key.toLowerCase(Locale.ROOT));
      }
    }
  }

  private static boolean covers(StatementOutline statement, String action) {
    return ActionGlob.matches(statement.actions(), action) != statement.notAction();
  }
}
