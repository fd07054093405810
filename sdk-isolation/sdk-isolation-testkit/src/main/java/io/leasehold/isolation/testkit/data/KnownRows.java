package io.leasehold.isolation.testkit.data;

import io.leasehold.tenancy.Tenant;

/**
 * The rows that a seed has just given to a tenant, or, if an argument is to name nothing at all,
 * the same with other ids.
 */
public interface KnownRows {

  /** Whose rows they are. */
  Tenant owner();

  /** The text that is in these rows and in no others. */
  String marker();

  /**
   * A value of the first of these rows in a table.
   *
   * @param table without its schema
   * @param column as the database calls it
   * @throws DataKitException {@code LH-ISO-352} if there is none
   */
  Object value(String table, String column);
}
