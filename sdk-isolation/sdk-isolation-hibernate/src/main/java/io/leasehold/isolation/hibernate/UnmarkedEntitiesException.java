package io.leasehold.isolation.hibernate;

import java.util.List;

/** Of some entities it was not said whether their rows are a tenant's or everybody's. */
public final class UnmarkedEntitiesException extends RowIsolationException {

  private final List<String> entities;

  /**
   * Creates the exception.
   *
   * @param entities the names of the entities
   */
  public UnmarkedEntitiesException(List<String> entities) {
    super(
        "LH-ISO-284",
        "is each row of these entities one tenant's, or everybody's? "
            + String.join(", ", entities)
            + ": give each root entity exactly one of @TenantId on an attribute and @TenantShared"
            + " on the class; name one of somebody else's that all tenants share in the setting"
            + " leasehold.isolation.shared");
    this.entities = List.copyOf(entities);
  }

  /** The names of the entities. */
  public List<String> entities() {
    return entities;
  }
}
