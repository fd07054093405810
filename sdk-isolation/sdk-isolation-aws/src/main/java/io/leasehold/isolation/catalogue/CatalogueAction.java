package io.leasehold.isolation.catalogue;

import java.util.List;

/**
 * An action. Immutable.
 *
 * @param name complete and as AWS writes it, such as {@code dynamodb:GetItem}
 * @param accessLevel such as {@code Read} or {@code Permissions management, Write}
 * @param resourceTypes the kinds of resource it is narrowed by; none if it always means everything
 * @param requiredTypes those of them that every request of the action names
 * @param keys the condition keys that its requests carry, apart from those of the resource
 */
public record CatalogueAction(
    String name,
    String accessLevel,
    List<ResourceType> resourceTypes,
    List<String> requiredTypes,
    List<String> keys) {

  /** Copies. */
  public CatalogueAction {
    resourceTypes = List.copyOf(resourceTypes);
    requiredTypes = List.copyOf(requiredTypes);
    keys = List.copyOf(keys);
  }

  /** Whether a policy can narrow it down to some resources. */
  public boolean hasResources() {
    return !resourceTypes.isEmpty();
  }

  /** Whether its requests carry that key, or its resources do. */
  public boolean carries(ConditionKey key) {
    return keys.contains(key.name())
        || resourceTypes.stream().anyMatch(type -> type.keys().contains(key.name()));
  }
}
