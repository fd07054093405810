package io.leasehold.tenancy.postgres.internal;

import io.leasehold.tenancy.ApiKey;
import io.leasehold.tenancy.ApiKeyHash;
import io.leasehold.tenancy.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/** How an API key lies in its table. */
public final class ApiKeyRows {

  /** One key by its hash, unless it has expired by the clock of the database. */
  public static final String SELECT =
      """
      select id, tenant_id, roles, expires_at from leasehold_tenancy.tenant_api_key
      where hash = ? and (expires_at is null or expires_at > now())
      """;

  // A hash never moves to another tenant: that is another key.
  private static final String UPSERT =
      """
      insert into leasehold_tenancy.tenant_api_key (hash, id, tenant_id, roles, expires_at)
      values (?, ?, ?, ?, ?)
      on conflict (hash) do update set id = excluded.id, roles = excluded.roles,
        expires_at = excluded.expires_at
      where tenant_api_key.tenant_id = excluded.tenant_id
      """;

  private static final String DELETE =
      "delete from leasehold_tenancy.tenant_api_key where tenant_id = ? and id = ?";

  private ApiKeyRows() {}

  /** The key of the current row of {@link #SELECT}. */
  public static ApiKey map(ResultSet row) throws SQLException {
    return new ApiKey(
        row.getString("id"),
        TenantId.of(row.getString("tenant_id")),
        Set.copyOf(TenantRows.texts(row, "roles")),
        Optional.ofNullable(row.getObject("expires_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }

  /** Adds the key, or makes the one with the hash equal to it. */
  public static void save(Connection connection, ApiKeyHash hash, ApiKey key) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      upsert.setString(1, hash.value());
      upsert.setString(2, key.id());
      upsert.setString(3, key.tenant().value());
      upsert.setArray(4, TenantRows.array(connection, key.roles().toArray()));
      upsert.setObject(5, key.expiresAt().map(ApiKeyRows::utc).orElse(null));
      if (upsert.executeUpdate() != 1) {
        throw new SQLException("the API key belongs to another tenant");
      }
    }
  }

  /** Removes the key of the tenant, if it is there. */
  public static void delete(Connection connection, TenantId tenant, String id) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
      delete.setString(1, tenant.value());
      delete.setString(2, id);
      delete.executeUpdate();
    }
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
