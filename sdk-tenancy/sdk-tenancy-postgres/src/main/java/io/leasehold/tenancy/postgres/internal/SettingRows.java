package io.leasehold.tenancy.postgres.internal;

import io.leasehold.tenancy.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** How the settings of tenants lie in their table. */
public final class SettingRows {

  /** All settings of a tenant. */
  public static final String SELECT =
      "select owner, key, value from leasehold_tenancy.tenant_setting where tenant_id = ?";

  // The row of the tenant first: two that set at once do not together exceed the number.
  private static final String LOCK =
      "select id from leasehold_tenancy.tenant where id = ? for no key update";

  private static final String COUNT_OTHERS =
      """
      select count(*) as others from leasehold_tenancy.tenant_setting
      where tenant_id = ? and owner = ? and key <> ?
      """;

  private static final String UPSERT =
      """
      insert into leasehold_tenancy.tenant_setting as s (tenant_id, owner, key, value)
      values (?, ?, ?, ?)
      on conflict (tenant_id, owner, key) do update set value = excluded.value, set_at = now()
      where s.value <> excluded.value
      """;

  private static final String DELETE =
      "delete from leasehold_tenancy.tenant_setting where tenant_id = ? and owner = ? and key = ?";

  private SettingRows() {}

  /** How many other settings of the owner the tenant has; -1 if there is no such tenant. */
  public static long othersOf(Connection connection, TenantId tenant, String owner, String key)
      throws SQLException {
    if (PlatformDatabase.query(connection, LOCK, row -> 1, tenant.value()).isEmpty()) {
      return -1;
    }
    return PlatformDatabase.query(
            connection, COUNT_OTHERS, row -> row.getLong("others"), tenant.value(), owner, key)
        .get(0);
  }

  /** Sets the value. */
  public static void save(
      Connection connection, TenantId tenant, String owner, String key, String value)
      throws SQLException {
    update(connection, UPSERT, tenant.value(), owner, key, value);
  }

  /** Removes the setting, if it is there. */
  public static void remove(Connection connection, TenantId tenant, String owner, String key)
      throws SQLException {
    update(connection, DELETE, tenant.value(), owner, key);
  }

  private static void update(Connection connection, String sql, String... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    }
  }
}
