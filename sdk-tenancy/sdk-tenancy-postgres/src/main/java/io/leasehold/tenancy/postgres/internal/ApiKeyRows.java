package io.leasehold.tenancy.postgres.internal;

import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.apikey.ApiKeyHash;
import io.leasehold.tenancy.apikey.RegisteredApiKey;
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

  /** One key by its hash. */
  public static final String SELECT =
      """
      select id, hash, tenant_id, roles, expires_at, revoked
      from leasehold_tenancy.tenant_api_key where hash = ?
      """;

  // A hash never moves to another tenant: that is another key.
  private static final String UPSERT =
      """
      insert into leasehold_tenancy.tenant_api_key
        (id, hash, tenant_id, roles, expires_at, revoked)
      values (?, ?, ?, ?, ?, ?)
      on conflict (hash) do update set id = excluded.id, roles = excluded.roles,
        expires_at = excluded.expires_at, revoked = excluded.revoked
      where tenant_api_key.tenant_id = excluded.tenant_id
      """;

  private static final String REVOKE =
      "update leasehold_tenancy.tenant_api_key set revoked = true where tenant_id = ? and id = ?";

  private ApiKeyRows() {}

  /** The key of the current row of {@link #SELECT}. */
  public static RegisteredApiKey map(ResultSet row) throws SQLException {
    return new RegisteredApiKey(
        row.getString("id"),
        new ApiKeyHash(row.getString("hash")),
        TenantId.of(row.getString("tenant_id")),
        Set.copyOf(TenantRows.texts(row, "roles")),
        Optional.ofNullable(row.getObject("expires_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        row.getBoolean("revoked"));
  }

  /** Adds the key, or makes the one with its hash equal to it. */
  public static void save(Connection connection, RegisteredApiKey key) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      upsert.setString(1, key.id());
      upsert.setString(2, key.hash().hex());
      upsert.setString(3, key.tenant().value());
      upsert.setArray(4, TenantRows.array(connection, key.roles().toArray()));
      upsert.setObject(5, key.expiresAt().map(ApiKeyRows::utc).orElse(null));
      upsert.setBoolean(6, key.revoked());
      if (upsert.executeUpdate() != 1) {
        throw new SQLException("the API key belongs to another tenant");
      }
    }
  }

  /** Revokes the key of the tenant, if it is there. */
  public static void revoke(Connection connection, TenantId tenant, String id) throws SQLException {
    try (PreparedStatement revoke = connection.prepareStatement(REVOKE)) {
      revoke.setString(1, tenant.value());
      revoke.setString(2, id);
      revoke.executeUpdate();
    }
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
