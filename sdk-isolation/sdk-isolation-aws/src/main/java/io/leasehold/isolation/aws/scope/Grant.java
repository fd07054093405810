package io.leasehold.isolation.aws.scope;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One Allow statement, in canonical order: actions, resources, operators and keys are sorted.
 * Immutable and thread-safe.
 *
 * @param actions what is allowed; complete names, no wildcards
 * @param resources ARNs
 * @param conditions operator to key to value; all of them have to hold
 */
public record Grant(
    List<String> actions, List<String> resources, Map<String, Map<String, String>> conditions) {

  /**
   * Copies and sorts.
   *
   * @throws IllegalArgumentException if an action has a wildcard, which would take in actions that
   *     do not exist yet, or if there is no action or resource
   */
  public Grant {
    actions = List.copyOf(new TreeSet<>(actions));
    resources = List.copyOf(new TreeSet<>(resources));
    if (actions.isEmpty() || resources.isEmpty()) {
      throw new IllegalArgumentException("a grant has actions and resources");
    }
    if (actions.stream().anyMatch(action -> action.contains("*") || action.contains("?"))) {
      throw new IllegalArgumentException("a grant names its actions, without wildcards");
    }
    Map<String, Map<String, String>> sorted = new TreeMap<>();
    conditions.forEach(
        (operator, keys) -> sorted.put(operator, Collections.unmodifiableMap(new TreeMap<>(keys))));
    conditions = Collections.unmodifiableMap(sorted);
  }
}
