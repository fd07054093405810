package io.leasehold.isolation.hibernate.placement;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.leasehold.tenancy.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks, when a silo is first used, whether each tenants' table of the shared schema is there, with
 * row security. Thread-safe.
 */
final class ReadyPlaces {

  private static final Duration GOOD_FOR = Duration.ofMinutes(10);

  private static final String MISSING =
      """
      with place as (select ?::text as mine, ?::text as shared, ?::text as col),
      tenant_table as (
        select n.nspname, c.relname, c.relispartition,
          c.relrowsecurity and c.relforcerowsecurity as guarded
        from place join pg_catalog.pg_namespace n on n.nspname in (place.mine, place.shared)
          join pg_catalog.pg_class c on c.relnamespace = n.oid
        where c.relkind in ('r', 'p')
          and exists (select 1 from pg_catalog.pg_attribute a
            where a.attrelid = c.oid and a.attname = place.col and not a.attisdropped))
      select 'table ' || t.relname || ' is missing' from place, tenant_table t
      where t.nspname = place.shared and not t.relispartition and not exists (
        select 1 from tenant_table own
        where own.nspname = place.mine and own.relname = t.relname)
      union
      select 'table ' || t.relname || ' has no row security' from place, tenant_table t
      where t.nspname = place.mine and not t.guarded
      union
      select 'it has no table' from place
      where not exists (select 1 from tenant_table t where t.nspname = place.mine)
      order by 1
      """;

  private final PlaceLayout layout;
  private final String tenantColumn;
  private final Cache<TenantPlacement, Boolean> ready;

  ReadyPlaces(PlaceLayout layout, String tenantColumn, int maximum) {
    this.layout = layout;
    this.tenantColumn = tenantColumn;
    this.ready = Caffeine.newBuilder().maximumSize(maximum).expireAfterWrite(GOOD_FOR).build();
  }

  /**
   * Nothing, if the tenant's place is as it must be.
   *
   * @throws PlaceNotReadyException if it is not
   */
  void require(TenantId tenant, TenantPlacement placement, Connection connection)
      throws SQLException {
    if (ready.getIfPresent(placement) != null) {
      return;
    }
    List<String> missing = missing(layout.schemaIn(placement), connection);
    if (!missing.isEmpty()) {
      throw new PlaceNotReadyException(tenant, String.join(", ", missing));
    }
    ready.put(placement, true);
  }

  /** Looks anew at the next use. */
  void forgetAll() {
    ready.invalidateAll();
  }

  private List<String> missing(String schema, Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MISSING)) {
      statement.setString(1, schema);
      statement.setString(2, layout.shared());
      statement.setString(3, tenantColumn);
      List<String> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
      return found;
    }
  }
}
