package io.leasehold.isolation.hibernate.schema;

import io.leasehold.isolation.hibernate.RowSecurity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table with tenants' rows.
 *
 * @param schema its schema, null if the search path leads to it
 * @param name its name
 * @param tenantColumn the column with the tenant's id
 * @param filler who writes that column
 * @param parent the rows of which table tell the tenant of a row here, null if none do; only for
 *     {@link Filler#DATABASE}
 */
public record TenantTable(
    @Nullable String schema,
    String name,
    String tenantColumn,
    Filler filler,
    @Nullable Parent parent) {

  /** Who writes the tenant column. */
  public enum Filler {
    /** Hibernate, from the entity's {@code @TenantId}, or who else inserts. */
    HIBERNATE,
    /**
     * The database, by the column's default: Hibernate does not know the column, as in the tables
     * of element collections, join tables, secondary tables and joined subclasses.
     */
    DATABASE
  }

  /**
   * The table whose rows tell the tenant, in a column of the same name, and how to find them.
   *
   * @param table as {@link TenantTable#qualifiedName} says it
   * @param columns the columns here
   * @param references the columns there that they are equal to
   */
  public record Parent(String table, List<String> columns, List<String> references) {

    /** Copies the lists. */
    public Parent {
      columns = List.copyOf(columns);
      references = List.copyOf(references);
    }
  }

  /**
   * Validates the names.
   *
   * @throws IllegalArgumentException if a name is not a plain lower-case SQL name
   */
  public TenantTable {
    RowSecurity.enable(schema == null ? name : schema + "." + name).tenantColumn(tenantColumn);
  }

  /** The name, with its schema before a dot if it has one. */
  public String qualifiedName() {
    return schema == null ? name : schema + "." + name;
  }

  TenantTable inSchema(String where) {
    if (schema != null) {
      return this;
    }
    Parent moved =
        parent == null || parent.table().contains(".")
            ? parent
            : new Parent(where + "." + parent.table(), parent.columns(), parent.references());
    return new TenantTable(where, name, tenantColumn, filler, moved);
  }

  /** What stands here, in one line. */
  String line() {
    return String.join(
        "|", qualifiedName(), tenantColumn, filler.name(), parent == null ? "" : parent.toString());
  }
}
