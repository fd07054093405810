package io.leasehold.tenancy.postgres.internal;

import io.leasehold.tenancy.domain.CustomDomain;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The questions that the store of claims asks inside its transactions. */
public final class DomainSql {

  private static final int TIMEOUT_SECONDS = 5;

  private DomainSql() {}

  /**
   * Waits for its turn among all transactions that are about the same thing. What the next
   * statements read includes what those before wrote.
   */
  public static void lock(Connection connection, String what) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // With an older snapshot than the lock, the reads after it would miss what it waited for.
      statement.execute("set transaction isolation level read committed");
    }
    query(
        connection,
        row -> 0,
        "select pg_advisory_xact_lock(hashtextextended('leasehold-domain ' || ?, 0))",
        what);
  }

  /** The rows of a query. */
  public static <T> List<T> query(
      Connection connection, PlatformDatabase.RowMapper<T> mapper, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setQueryTimeout(TIMEOUT_SECONDS);
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(
            i + 1,
            parameters[i] instanceof Instant instant ? DomainRows.time(instant) : parameters[i]);
      }
      List<T> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(mapper.map(rows));
        }
      }
      return found;
    }
  }

  /** The claims of a query. */
  public static List<CustomDomain> claims(Connection connection, String sql, Object... parameters)
      throws SQLException {
    return query(connection, DomainRows::map, sql, parameters);
  }

  /** Whether the host is another tenant's, by a claim or because an operator gave it. */
  public static boolean isHeld(Connection connection, CustomDomain claim) throws SQLException {
    String tenant = claim.tenant().value();
    String domain = claim.domain().value();
    return !query(
            connection,
            row -> true,
            """
            select from leasehold_tenancy.domain_claim where domain = ? and id <> ?
              and status in ('VERIFIED', 'ACTIVE', 'QUARANTINED', 'RELEASING')
            union all
            select from leasehold_tenancy.tenant_domain where domain = ? and tenant_id <> ?
            limit 1
            """,
            domain,
            claim.id().value(),
            domain,
            tenant)
        .isEmpty();
  }

  /** Until when the host cools off from another tenant. */
  public static Optional<Instant> coolingOff(Connection connection, CustomDomain claim, Instant now)
      throws SQLException {
    return query(
            connection,
            row -> DomainRows.time(row, "cool_off_until").orElseThrow(),
            """
            select cool_off_until from leasehold_tenancy.domain_claim
            where domain = ? and tenant_id <> ? and cool_off_until > ?
            order by cool_off_until desc limit 1
            """,
            claim.domain().value(),
            claim.tenant().value(),
            now)
        .stream()
        .findFirst();
  }

  /** Has the host served on behalf of the tenant; false if it is another's. */
  public static boolean serve(Connection connection, CustomDomain claim) throws SQLException {
    return !query(
            connection,
            row -> true,
            """
            insert into leasehold_tenancy.tenant_domain (domain, tenant_id, claim_id)
            values (?, ?, ?)
            on conflict (domain) do update set claim_id = excluded.claim_id
              where tenant_domain.tenant_id = excluded.tenant_id
            returning domain
            """,
            claim.domain().value(),
            claim.tenant().value(),
            claim.id().value())
        .isEmpty();
  }

  /** Has the host served no more because of the claim. */
  public static void endService(Connection connection, CustomDomain claim) throws SQLException {
    query(
        connection,
        row -> true,
        "delete from leasehold_tenancy.tenant_domain where claim_id = ? returning domain",
        claim.id().value());
  }
}
