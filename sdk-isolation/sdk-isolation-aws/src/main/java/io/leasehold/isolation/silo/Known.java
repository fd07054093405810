package io.leasehold.isolation.silo;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is certain about a request of one role for another, whoever holds the session.
 *
 * @param context condition keys and their values, in lower case
 * @param groups beginnings of keys of which those that are not there are certain to be missing
 */
record Known(Map<String, List<String>> context, Set<String> groups) {

  private static final String PRINCIPAL_TAG = "aws:principaltag/";
  private static final Set<String> RESOURCE_TAGS = Set.of("aws:resourcetag/", "iam:resourcetag/");

  /**
   * Of a session of the role.
   *
   * @param tagsAreFixed whether nobody can tag a session otherwise
   */
  static Known ofSession(SiloRole role, boolean tagsAreFixed) {
    Map<String, List<String>> context = new TreeMap<>();
    context.put("aws:principalarn", List.of(role.arn()));
    context.put("aws:principalaccount", List.of(role.account()));
    if (!tagsAreFixed) {
      return new Known(context, Set.of());
    }
    role.tags().forEach((key, value) -> put(context, PRINCIPAL_TAG + key, value));
    return new Known(context, Set.of(PRINCIPAL_TAG));
  }

  /** The same, and the thing is this role, whose tags AWS looks at. */
  Known onTagged(SiloRole target) {
    Map<String, List<String>> more = new TreeMap<>(context);
    for (String group : RESOURCE_TAGS) {
      target.tags().forEach((key, value) -> put(more, group + key, value));
    }
    Set<String> both = new HashSet<>(groups);
    both.addAll(RESOURCE_TAGS);
    return new Known(more, both);
  }

  /** The same with one more key. */
  Known with(String key, String value) {
    Map<String, List<String>> more = new TreeMap<>(context);
    put(more, key, value);
    return new Known(more, groups);
  }

  private static void put(Map<String, List<String>> context, String key, String value) {
    context.put(key.toLowerCase(Locale.ROOT), List.of(value));
  }

  /** Whether it is certain which values the key has, or that it has none. */
  boolean knows(String key) {
    return context.containsKey(key) || groups.stream().anyMatch(key::startsWith);
  }
}
