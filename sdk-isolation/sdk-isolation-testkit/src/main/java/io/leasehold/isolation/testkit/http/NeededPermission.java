package io.leasehold.isolation.testkit.http;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Something that a request needs permission for. Immutable.
 *
 * @param action such as {@code dynamodb:GetItem}
 * @param resource its ARN, or {@code *} where the action has no resource
 * @param context the condition keys of the service with their values, as the request carries them
 */
public record NeededPermission(String action, String resource, Map<String, List<String>> context) {

  /** Copies. */
  public NeededPermission {
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(resource, "resource");
    Map<String, List<String>> copy = new TreeMap<>();
    context.forEach((key, values) -> copy.put(key, List.copyOf(values)));
    context = java.util.Collections.unmodifiableMap(copy);
  }
}
