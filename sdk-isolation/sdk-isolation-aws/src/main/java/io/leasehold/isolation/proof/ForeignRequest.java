package io.leasehold.isolation.proof;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a request looks that touches what belongs to the tenant in the hole. Immutable.
 *
 * @param actions complete names, such as {@code s3:GetObject}; none if there is no such request,
 *     which says that whatever is there belongs to nobody and may be granted to everybody
 * @param resource an ARN pattern, with {@code {T}} for the tenant whose data is touched; without
 *     it, the request touches everybody's
 * @param keys what the condition keys that matter look like, by their names in lower case; any
 *     other key may have any value
 */
public record ForeignRequest(List<String> actions, String resource, Map<String, KeyShape> keys) {

  /** Copies. */
  public ForeignRequest {
    actions = List.copyOf(actions);
    Map<String, KeyShape> lowered = new TreeMap<>();
    keys.forEach((key, shape) -> lowered.put(key.toLowerCase(Locale.ROOT), shape));
    // In order, so that what is certified reads the same every time.
    keys = Collections.unmodifiableMap(lowered);
    if (resource.isEmpty()) {
      throw new IllegalArgumentException("a foreign request has a resource");
    }
  }

  /** The same, and the keys that it lacks may be there. */
  ForeignRequest withAnyAbsentKey() {
    Map<String, KeyShape> present = new TreeMap<>(keys);
    present.values().removeIf(KeyShape.Absent.class::isInstance);
    return new ForeignRequest(actions, resource, present);
  }
}
