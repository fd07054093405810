package io.leasehold.tenancy.postgres.internal;

import io.leasehold.tenancy.token.TrustedIssuer;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;

/** How a trusted issuer lies in its table. */
public final class IssuerRows {

  /** One issuer by its exact name. */
  public static final String SELECT =
      """
      select issuer, jwks_uri, audiences, algorithms, clock_skew_millis
      from leasehold_tenancy.trusted_issuer where issuer = ?
      """;

  private static final String UPSERT =
      """
      insert into leasehold_tenancy.trusted_issuer
        (issuer, jwks_uri, audiences, algorithms, clock_skew_millis)
      values (?, ?, ?, ?, ?)
      on conflict (issuer) do update set jwks_uri = excluded.jwks_uri,
        audiences = excluded.audiences, algorithms = excluded.algorithms,
        clock_skew_millis = excluded.clock_skew_millis
      """;

  private IssuerRows() {}

  /** The issuer of the current row of {@link #SELECT}. */
  public static TrustedIssuer map(ResultSet row) throws SQLException {
    return new TrustedIssuer(
        row.getString("issuer"),
        URI.create(row.getString("jwks_uri")),
        Set.copyOf(TenantRows.texts(row, "audiences")),
        Set.copyOf(TenantRows.texts(row, "algorithms")),
        Duration.ofMillis(row.getLong("clock_skew_millis")));
  }

  /** Adds the issuer, or makes the one with its name equal to it. */
  public static void save(Connection connection, TrustedIssuer issuer) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      upsert.setString(1, issuer.issuer());
      upsert.setString(2, issuer.jwksUri().toString());
      upsert.setArray(3, TenantRows.array(connection, issuer.audiences().toArray()));
      upsert.setArray(4, TenantRows.array(connection, issuer.algorithms().toArray()));
      upsert.setLong(5, issuer.clockSkew().toMillis());
      upsert.executeUpdate();
    }
  }
}
