package io.leasehold.isolation.testkit.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One permission that a reader found a request to need. Says, too, which condition keys the reader
 * would have found: only for those does "not there" mean that AWS would not have them either.
 */
final class Need {

  private final String action;
  private final String resource;
  private final Map<String, List<String>> context = new HashMap<>();
  private final Set<String> looked = new HashSet<>();

  private Need(String action, String resource) {
    this.action = action;
    this.resource = resource;
  }

  static Need of(String action, String resource) {
    return new Need(action, resource);
  }

  String action() {
    return action;
  }

  String resource() {
    return resource;
  }

  /** Adds a key. No values at all means that the request lacks it. */
  Need with(String key, List<String> values) {
    looked.add(key.toLowerCase(Locale.ROOT));
    if (!values.isEmpty()) {
      for (String other : context.keySet()) {
        if (other.equalsIgnoreCase(key)) {
          throw new Unreadable("it gives the condition key " + key + " in two spellings");
        }
      }
      context.put(key, List.copyOf(values));
    }
    return this;
  }

  /** Adds a key of one value, if the request has it. */
  Need with(String key, Optional<String> value) {
    return with(key, value.map(List::of).orElse(List.of()));
  }

  /** Adds a key of one value. */
  Need with(String key, String value) {
    return with(key, List.of(value));
  }

  /** Says that requests like this one never carry those keys; {@code *} at the end is any text. */
  Need without(String... keys) {
    for (String key : keys) {
      looked.add(key.toLowerCase(Locale.ROOT));
    }
    return this;
  }

  /** Leaves out the keys that requests of the action do not carry, even if they could. */
  void keep(Predicate<String> carried) {
    context.keySet().removeIf(key -> !carried.test(key.toLowerCase(Locale.ROOT)));
  }

  /** Whether a key that is not there is known to be missing. */
  boolean lookedFor(String lowerCaseKey) {
    return looked.stream()
        .anyMatch(
            key ->
                key.endsWith("*")
                    ? lowerCaseKey.startsWith(key.substring(0, key.length() - 1))
                    : lowerCaseKey.equals(key));
  }

  boolean has(String lowerCaseKey) {
    return context.keySet().stream().anyMatch(key -> key.equalsIgnoreCase(lowerCaseKey));
  }

  NeededPermission permission() {
    return new NeededPermission(action, resource, context);
  }

  static List<Need> list(Need... needs) {
    return new ArrayList<>(List.of(needs));
  }
}
