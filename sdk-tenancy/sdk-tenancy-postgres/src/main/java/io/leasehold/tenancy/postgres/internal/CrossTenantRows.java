package io.leasehold.tenancy.postgres.internal;

import io.leasehold.tenancy.CrossTenantEntry;
import io.leasehold.tenancy.postgres.CrossTenantRecord;
import io.leasehold.tenancy.spi.CrossTenantAudit.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/** How the record of cross-tenant access lies in its two tables. */
public final class CrossTenantRows {

  /** The latest records, with their ends. */
  public static final String LATEST =
      """
      select a.id, a.reason, a.opened_by, a.opened_at, a.until, e.ended_at, e.outcome
      from leasehold_tenancy.cross_tenant_access a
        left join leasehold_tenancy.cross_tenant_access_end e on e.id = a.id
      order by a.recorded_at desc, a.id
      limit ?
      """;

  private static final String OPENED =
      """
      insert into leasehold_tenancy.cross_tenant_access (id, reason, opened_by, opened_at, until)
      values (?, ?, ?, ?, ?)
      """;

  private static final String CLOSED =
      """
      insert into leasehold_tenancy.cross_tenant_access_end (id, outcome, ended_at)
      values (?, ?, ?)
      """;

  private CrossTenantRows() {}

  /** Adds a beginning. */
  public static void opened(Connection connection, CrossTenantEntry entry) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(OPENED)) {
      insert.setObject(1, entry.id());
      insert.setString(2, entry.reason());
      insert.setString(3, entry.by());
      insert.setObject(4, entry.from().atOffset(ZoneOffset.UTC));
      insert.setObject(5, entry.until().atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    }
  }

  /** Adds an end. */
  public static void closed(
      Connection connection, CrossTenantEntry entry, Instant at, Outcome outcome)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(CLOSED)) {
      insert.setObject(1, entry.id());
      insert.setString(2, outcome.name());
      insert.setObject(3, at.atOffset(ZoneOffset.UTC));
      insert.executeUpdate();
    }
  }

  /** The record of the current row of {@link #LATEST}. */
  public static CrossTenantRecord map(ResultSet row) throws SQLException {
    CrossTenantEntry entry =
        new CrossTenantEntry(
            row.getObject("id", UUID.class),
            row.getString("reason"),
            row.getString("opened_by"),
            row.getObject("opened_at", OffsetDateTime.class).toInstant(),
            row.getObject("until", OffsetDateTime.class).toInstant());
    OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
    return new CrossTenantRecord(
        entry,
        Optional.ofNullable(ended).map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getString("outcome")).map(Outcome::valueOf));
  }
}
