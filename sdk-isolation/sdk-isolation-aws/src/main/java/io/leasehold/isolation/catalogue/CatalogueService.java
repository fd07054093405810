package io.leasehold.isolation.catalogue;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of a service. Immutable.
 *
 * @param prefix what its actions begin with, such as {@code dynamodb}
 * @param keys its condition keys, by name
 * @param resourceTypes by name
 * @param actions by their names in lower case, without the prefix
 */
public record CatalogueService(
    String prefix,
    SortedMap<String, ConditionKey> keys,
    SortedMap<String, ResourceType> resourceTypes,
    SortedMap<String, CatalogueAction> actions) {

  /** Copies. */
  public CatalogueService {
    keys = copy(keys);
    resourceTypes = copy(resourceTypes);
    actions = copy(actions);
  }

  /** The keys that a policy may mean by this text, the one that says most first. */
  public List<ConditionKey> keysMeantBy(String written) {
    return keys.values().stream()
        .filter(key -> key.isMeantBy(written))
        .sorted(Comparator.comparingInt((ConditionKey key) -> key.name().length()).reversed())
        .toList();
  }

  private static <T> SortedMap<String, T> copy(Map<String, T> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }
}
