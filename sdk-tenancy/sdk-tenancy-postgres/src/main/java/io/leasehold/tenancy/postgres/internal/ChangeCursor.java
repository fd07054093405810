package io.leasehold.tenancy.postgres.internal;

import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what has changed since it last read. For one thread. */
public final class ChangeCursor {

  /** Beyond so many at once, "anything" is said instead of each. */
  public static final int MAX_CHANGES = 500;

  // Always gives the newest row, so that a history that went backwards is noticed.
  private static final String SELECT =
      """
      select c.tenant_id, c.revision, t.status, n.newest
      from (select max(revision) as newest from leasehold_tenancy.tenant_change) n
      join leasehold_tenancy.tenant_change c on c.revision >= least(?, n.newest)
      left join leasehold_tenancy.tenant t on t.id = c.tenant_id
      order by c.revision limit %d
      """
          .formatted(MAX_CHANGES + 2);

  private static final long NOTHING_READ = Long.MAX_VALUE;

  private long seen = NOTHING_READ;

  /** Creates a cursor that has read nothing: it first says that anything may have changed. */
  public ChangeCursor() {}

  /**
   * What is new. Reads one statement's view, in which no change is missing that came before the
   * newest.
   */
  public List<TenantChange> read(Connection connection) throws SQLException {
    List<Row> rows = PlatformDatabase.query(connection, SELECT, ChangeCursor::row, seen);
    long newest = rows.isEmpty() ? 0 : rows.get(0).newest();
    long before = seen;
    seen = newest;
    // A database that was restored, or a replica that took over too early, knows less than we saw.
    if (newest < before || rows.size() > MAX_CHANGES + 1) {
      return List.of(TenantChange.anything());
    }
    return rows.stream().filter(row -> row.revision() > before).map(Row::change).toList();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getString("tenant_id"),
        row.getLong("revision"),
        row.getString("status"),
        row.getLong("newest"));
  }

  private record Row(String tenant, long revision, @Nullable String status, long newest) {

    TenantChange change() {
      // "*", which is no tenant's id, stands for any.
      return TenantId.isValid(tenant)
          ? new TenantChange(
              Optional.of(TenantId.of(tenant)),
              Optional.ofNullable(status).map(TenantStatus::valueOf))
          : TenantChange.anything();
    }
  }
}
