package io.leasehold.tenancy.postgres.internal;

import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.discovery.LoginEntry;
import io.leasehold.tenancy.discovery.LoginTarget;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** How logins lie in their tables. */
public final class LoginRows {

  /** An entry by a condition on {@code t}. */
  public static final String SELECT =
      """
      select t.status, l.issuer, l.client_id, l.scope, l.canonical_url
      from leasehold_tenancy.tenant t
      left join leasehold_tenancy.tenant_login l on l.tenant_id = t.id
      where
      """;

  /** With {@link #values}. */
  public static final String SAVE_LOGIN =
      """
      insert into leasehold_tenancy.tenant_login
        (tenant_id, issuer, client_id, scope, canonical_url)
      values (?, ?, ?, ?, ?)
      on conflict (tenant_id) do update set issuer = excluded.issuer,
        client_id = excluded.client_id, scope = excluded.scope,
        canonical_url = excluded.canonical_url
      """;

  /** With the tenant. */
  public static final String REMOVE_LOGIN =
      "delete from leasehold_tenancy.tenant_login where tenant_id = ?";

  /** With the domain and the tenant; adding again what the tenant has hits the same row. */
  public static final String ADD_EMAIL_DOMAIN =
      """
      merge into leasehold_tenancy.tenant_email_domain e
      using (select ? as domain, ? as tenant_id) w
        on e.domain = w.domain and e.tenant_id = w.tenant_id
      when not matched then insert (domain, tenant_id) values (w.domain, w.tenant_id)
      """;

  /** With the domain and the tenant. */
  public static final String REMOVE_EMAIL_DOMAIN =
      "delete from leasehold_tenancy.tenant_email_domain where domain = ? and tenant_id = ?";

  private LoginRows() {}

  /** The entry of the current row of {@link #SELECT}. */
  public static LoginEntry map(ResultSet row) throws SQLException {
    String issuer = row.getString("issuer");
    return new LoginEntry(
        TenantStatus.valueOf(row.getString("status")),
        issuer == null
            ? Optional.empty()
            : Optional.of(
                new LoginTarget(
                    issuer,
                    row.getString("client_id"),
                    row.getString("scope"),
                    URI.create(row.getString("canonical_url")))));
  }

  /** The parameters of {@link #SAVE_LOGIN}. */
  public static String[] values(TenantId tenant, LoginTarget own) {
    return new String[] {
      tenant.value(), own.issuer(), own.clientId(), own.scope(), own.canonicalUrl().toString()
    };
  }

  /** Writes with the parameters in order. */
  public static void write(Connection connection, String sql, String... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
