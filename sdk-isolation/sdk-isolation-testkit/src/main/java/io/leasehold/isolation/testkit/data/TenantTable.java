package io.leasehold.isolation.testkit.data;

import java.util.Set;

/**
 * A table of rows that belong to tenants.
 *
 * @param schema where it is
 * @param name its name
 * @param keys the columns of its primary key
 */
record TenantTable(String schema, String name, Set<String> keys) {

  String quoted() {
    return quoted(schema) + "." + quoted(name);
  }

  static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  @Override
  public String toString() {
    return schema + "." + name;
  }
}
