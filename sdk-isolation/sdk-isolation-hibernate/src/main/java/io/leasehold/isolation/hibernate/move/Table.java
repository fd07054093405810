package io.leasehold.isolation.hibernate.move;

import java.util.List;

/**
 * A tenants' table as it is at a place.
 *
 * @param tenantColumn the column with the tenant's id
 * @param tenantExpression what its row security compares that column with
 * @param columns in the order of their names
 * @param key the columns of the primary key, in its order
 * @param shape what must be equal at both places, without the names of the place
 * @param problems why it cannot be moved
 */
record Table(
    String schema,
    String name,
    String tenantColumn,
    String tenantExpression,
    List<Column> columns,
    List<String> key,
    List<Reference> references,
    List<String> shape,
    List<String> problems) {

  /** A column; one that is generated is never written, an identity only when a row is made. */
  record Column(String name, String type, boolean generated, boolean fixed) {}

  /**
   * A foreign key to a tenants' table.
   *
   * @param columns those that may be null for a while, to cut a circle
   */
  record Reference(String table, List<String> columns, boolean deferrable) {}

  String quoted() {
    return Sql.name(schema) + "." + Sql.name(name);
  }

  /** The columns that are copied. */
  List<String> copied() {
    return columns.stream().filter(c -> !c.generated()).map(Column::name).toList();
  }

  /** The columns that a later copy of a row changes. */
  List<String> changeable() {
    return columns.stream()
        .filter(c -> !c.generated() && !c.fixed() && !key.contains(c.name()))
        .map(Column::name)
        .toList();
  }

  boolean refersToItself() {
    return references.stream().anyMatch(r -> r.table().equals(name));
  }

  String typeOf(String column) {
    return columns.stream()
        .filter(c -> c.name().equals(column))
        .map(Column::type)
        .findFirst()
        .orElseThrow();
  }

  /** The rows of the tenant and of nobody else, whatever row security does. */
  String ofTenant(String tenant) {
    return Sql.name(tenantColumn) + " = " + Sql.literal(tenant);
  }
}
