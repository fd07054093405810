package io.leasehold.tenancy.postgres.internal;

import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.token.ClaimMapping;
import io.leasehold.tenancy.token.ClaimPath;
import io.leasehold.tenancy.token.RoleMapping;
import io.leasehold.tenancy.token.TenantClaim;
import io.leasehold.tenancy.token.TokenShape;
import io.leasehold.tenancy.token.TrustedIssuer;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a trusted issuer lies in its table. */
public final class IssuerRows {

  /** One issuer by its exact name; keys and values of an object in the same order. */
  public static final String SELECT =
      """
      select issuer, jwks_uri, audiences, algorithms, clock_skew_millis,
        token_types, type_optional, audience_claim, tenant_form, tenant_claim, tenant_kind,
        role_claims, role_grants is not null as role_limited,
      """
          + columns("required_claims", "required")
          + ","
          + columns("tenant_names", "tenant")
          + ","
          + columns("coalesce(role_grants, '{}')", "grant")
          + " from leasehold_tenancy.trusted_issuer where issuer = ?";

  private static final String UPSERT =
      """
      insert into leasehold_tenancy.trusted_issuer
        (issuer, jwks_uri, audiences, algorithms, clock_skew_millis, token_types, type_optional,
         audience_claim, required_claims, tenant_form, tenant_claim, tenant_kind, tenant_names,
         role_claims, role_grants)
      values (?, ?, ?, ?, ?, ?, ?, ?, jsonb_object(?::text[], ?::text[]), ?, ?, ?,
        jsonb_object(?::text[], ?::text[]), ?, jsonb_object(?::text[], ?::text[]))
      on conflict (issuer) do update set jwks_uri = excluded.jwks_uri,
        audiences = excluded.audiences, algorithms = excluded.algorithms,
        clock_skew_millis = excluded.clock_skew_millis, token_types = excluded.token_types,
        type_optional = excluded.type_optional, audience_claim = excluded.audience_claim,
        required_claims = excluded.required_claims, tenant_form = excluded.tenant_form,
        tenant_claim = excluded.tenant_claim, tenant_kind = excluded.tenant_kind,
        tenant_names = excluded.tenant_names, role_claims = excluded.role_claims,
        role_grants = excluded.role_grants
      """;

  private IssuerRows() {}

  /** The issuer of the current row of {@link #SELECT}. */
  public static TrustedIssuer map(ResultSet row) throws SQLException {
    return new TrustedIssuer(
        row.getString("issuer"),
        URI.create(row.getString("jwks_uri")),
        Set.copyOf(TenantRows.texts(row, "audiences")),
        Set.copyOf(TenantRows.texts(row, "algorithms")),
        Duration.ofMillis(row.getLong("clock_skew_millis")),
        new TokenShape(
            Set.copyOf(TenantRows.texts(row, "token_types")),
            row.getBoolean("type_optional"),
            row.getString("audience_claim"),
            object(row, "required")),
        tenants(row),
        new RoleMapping(
            TenantRows.texts(row, "role_claims").stream().map(ClaimPath::pointer).toList(),
            row.getBoolean("role_limited") ? Optional.of(object(row, "grant")) : Optional.empty()));
  }

  /** Adds the issuer, or makes the one with its name equal to it. */
  public static void save(Connection connection, TrustedIssuer issuer) throws SQLException {
    Map<String, String> tenants = new HashMap<>();
    issuer.tenants().tenants().forEach((name, id) -> tenants.put(name, id.value()));
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      upsert.setString(1, issuer.issuer());
      upsert.setString(2, issuer.jwksUri().toString());
      upsert.setArray(3, TenantRows.array(connection, issuer.audiences().toArray()));
      upsert.setArray(4, TenantRows.array(connection, issuer.algorithms().toArray()));
      upsert.setLong(5, issuer.clockSkew().toMillis());
      upsert.setArray(6, TenantRows.array(connection, issuer.shape().types().toArray()));
      upsert.setBoolean(7, issuer.shape().typeOptional());
      upsert.setString(8, issuer.shape().audienceClaim());
      setObject(upsert, 9, issuer.shape().required());
      upsert.setString(11, issuer.tenants().form().name());
      upsert.setString(12, issuer.tenants().path().toString());
      upsert.setString(13, issuer.tenants().kind().name());
      setObject(upsert, 14, tenants);
      upsert.setArray(
          16,
          TenantRows.array(
              connection, issuer.roles().paths().stream().map(ClaimPath::toString).toArray()));
      setObject(upsert, 17, issuer.roles().grants().orElse(null));
      upsert.executeUpdate();
    }
  }

  private static ClaimMapping tenants(ResultSet row) throws SQLException {
    Map<String, TenantId> tenants = new HashMap<>();
    object(row, "tenant").forEach((name, id) -> tenants.put(name, TenantId.of(id)));
    return new ClaimMapping(
        ClaimMapping.Form.valueOf(row.getString("tenant_form")),
        ClaimPath.pointer(row.getString("tenant_claim")),
        TenantClaim.Kind.valueOf(row.getString("tenant_kind")),
        tenants);
  }

  private static String columns(String object, String as) {
    return """
         array(select a.key from jsonb_each_text(%1$s) a order by a.key) as %2$s_names,
         array(select a.value from jsonb_each_text(%1$s) a order by a.key) as %2$s_values
        """
        .formatted(object, as);
  }

  private static Map<String, String> object(ResultSet row, String as) throws SQLException {
    List<String> names = TenantRows.texts(row, as + "_names");
    List<String> values = TenantRows.texts(row, as + "_values");
    Map<String, String> object = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      object.put(names.get(i), values.get(i));
    }
    return object;
  }

  private static void setObject(
      PreparedStatement upsert, int index, @Nullable Map<String, String> object)
      throws SQLException {
    // jsonb_object of null is null: an absent limit stays absent.
    Connection connection = upsert.getConnection();
    List<String> names = object == null ? List.of() : List.copyOf(object.keySet());
    upsert.setArray(index, object == null ? null : TenantRows.array(connection, names.toArray()));
    upsert.setArray(
        index + 1,
        object == null
            ? null
            : TenantRows.array(connection, names.stream().map(object::get).toArray()));
  }
}
