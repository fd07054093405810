package io.leasehold.tenancy.postgres.internal;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How a tenant lies in its three tables. */
public final class TenantRows {

  /** A tenant by a condition on {@code t}; keys and values of the attributes in the same order. */
  public static final String SELECT =
      """
      select t.id, t.slug, t.name, t.status, t.tier, t.revision,
        array(select d.domain from leasehold_tenancy.tenant_domain d where d.tenant_id = t.id)
          as domains,
        array(select i.issuer from leasehold_tenancy.tenant_issuer i where i.tenant_id = t.id)
          as issuers,
        array(select a.key from jsonb_each_text(t.attributes) a order by a.key) as attribute_names,
        array(select a.value from jsonb_each_text(t.attributes) a order by a.key) as attribute_values
      from leasehold_tenancy.tenant t
      """;

  private static final String INSERT =
      """
      insert into leasehold_tenancy.tenant (id, slug, name, status, tier, attributes)
      values (?, ?, ?, ?, ?, jsonb_object(?::text[], ?::text[]))
      """;

  private static final String UPSERT =
      INSERT
          + """
      on conflict (id) do update set slug = excluded.slug, name = excluded.name,
        status = excluded.status, tier = excluded.tier, attributes = excluded.attributes,
        updated_at = now()
      """;

  private TenantRows() {}

  /** The tenant of the current row of {@link #SELECT}. */
  public static Tenant map(ResultSet row) throws SQLException {
    return new Tenant(
        TenantId.of(row.getString("id")),
        TenantSlug.of(row.getString("slug")),
        row.getString("name"),
        TenantStatus.valueOf(row.getString("status")),
        Tier.of(row.getString("tier")),
        texts(row, "domains").stream().map(TenantDomain::of).collect(Collectors.toSet()),
        Set.copyOf(texts(row, "issuers")),
        attributes(texts(row, "attribute_names"), texts(row, "attribute_values")));
  }

  /** Adds the tenant; there must be none with its id. */
  public static void insert(Connection connection, Tenant tenant) throws SQLException {
    write(connection, INSERT, tenant);
  }

  /** Adds the tenant, or makes the one with its id equal to it. */
  public static void save(Connection connection, Tenant tenant) throws SQLException {
    // The upsert locks the tenant's row, so two saves of one tenant come one after the other.
    write(connection, UPSERT, tenant);
  }

  private static void write(Connection connection, String sql, Tenant tenant) throws SQLException {
    List<Map.Entry<String, String>> attributes = List.copyOf(tenant.attributes().entrySet());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, tenant.id().value());
      statement.setString(2, tenant.slug().value());
      statement.setString(3, tenant.name());
      statement.setString(4, tenant.status().name());
      statement.setString(5, tenant.tier().name());
      statement.setArray(
          6, array(connection, attributes.stream().map(Map.Entry::getKey).toArray()));
      statement.setArray(
          7, array(connection, attributes.stream().map(Map.Entry::getValue).toArray()));
      statement.executeUpdate();
    }
    Object[] domains = tenant.domains().stream().map(TenantDomain::value).toArray();
    replace(connection, "tenant_domain", "domain", tenant.id(), domains);
    replace(connection, "tenant_issuer", "issuer", tenant.id(), tenant.issuers().toArray());
  }

  private static void replace(
      Connection connection, String table, String column, TenantId id, Object[] values)
      throws SQLException {
    List<String> statements =
        List.of(
            "delete from leasehold_tenancy.%1$s where tenant_id = ? and %2$s <> all (?)",
            """
            insert into leasehold_tenancy.%1$s (tenant_id, %2$s)
            select w.tenant_id, w.wanted from (select ? as tenant_id, unnest(?) as wanted) w
            where not exists (select 1 from leasehold_tenancy.%1$s x
              where x.tenant_id = w.tenant_id and x.%2$s = w.wanted)
            """);
    for (String sql : statements) {
      try (PreparedStatement statement =
          connection.prepareStatement(sql.formatted(table, column))) {
        statement.setString(1, id.value());
        statement.setArray(2, array(connection, values));
        statement.executeUpdate();
      }
    }
  }

  private static Map<String, String> attributes(List<String> names, List<String> values) {
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      attributes.put(names.get(i), values.get(i));
    }
    return attributes;
  }

  /** The texts of an array column. */
  static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  /** An array parameter. */
  static java.sql.Array array(Connection connection, Object[] values) throws SQLException {
    return connection.createArrayOf("text", values);
  }
}
