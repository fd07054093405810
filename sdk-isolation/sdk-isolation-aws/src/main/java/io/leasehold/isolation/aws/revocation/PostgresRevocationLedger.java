package io.leasehold.isolation.aws.revocation;

import io.leasehold.tenancy.TenantId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * The ledger of revocations on PostgreSQL, in the table of the script {@link #SCRIPT}. One
 * statement for each call, and nothing is kept here: what cannot be read or written is a {@link
 * RevocationLedgerException}, never an empty answer.
 *
 * <p>Tenants last revoked more than a day ago are left out of {@link #all()}, since no session of
 * AWS lives longer than twelve hours; their rows stay, and so does the count. Thread-safe.
 */
public final class PostgresRevocationLedger implements RevocationLedger {

  /** The resource with the table's DDL, for a migration of the application. */
  public static final String SCRIPT = "/io/leasehold/isolation/aws/tenant-revocation.sql";

  private static final Duration NETWORK_TIMEOUT = Duration.ofSeconds(5);

  private static final String REVOKE =
      """
      insert into leasehold_isolation.tenant_revocation as kept (tenant, epoch, issued_before)
      values (?, 1, ?)
      on conflict (tenant) do update
        set epoch = kept.epoch + 1,
            issued_before = greatest(kept.issued_before, excluded.issued_before)
      returning epoch, issued_before
      """;

  // One row at least, so that the server tells what it is even if nobody was revoked.
  private static final String ALL =
      """
      select pg_catalog.pg_is_in_recovery() as standby, kept.tenant, kept.epoch, kept.issued_before
      from (values (1)) as one (row)
      left join leasehold_isolation.tenant_revocation as kept
        on kept.issued_before > now() - interval '24 hours'
      """;

  private final DataSource platform;
  private final int networkTimeout;
  private final boolean refuseStandby;

  /**
   * A ledger on the database.
   *
   * @param platform logs in to the primary server, as the platform's role, and takes no part in the
   *     caller's transactions; how long it may wait for a connection is its own matter
   */
  public PostgresRevocationLedger(DataSource platform) {
    this(platform, NETWORK_TIMEOUT, true);
  }

  PostgresRevocationLedger(DataSource platform, Duration networkTimeout, boolean refuseStandby) {
    this.platform = Objects.requireNonNull(platform, "platform");
    this.networkTimeout = (int) networkTimeout.toMillis();
    this.refuseStandby = refuseStandby;
  }

  private interface Work<T> {
    T on(PreparedStatement statement) throws SQLException;
  }

  /**
   * Adds one to the tenant's epoch, atomically, and keeps the later of the two instants.
   *
   * @throws RevocationLedgerException if the database does not confirm it
   */
  @Override
  public Revocation revoke(TenantId tenant, Instant issuedBefore) {
    return run(
        REVOKE,
        "did not take the revocation",
        statement -> {
          statement.setString(1, tenant.value());
          statement.setObject(2, OffsetDateTime.ofInstant(issuedBefore, ZoneOffset.UTC));
          try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
              throw new SQLException("no row was written");
            }
            return revocation(tenant, row);
          }
        });
  }

  /**
   * The last revocation of each tenant that was revoked within a day.
   *
   * @throws RevocationLedgerException if the database does not tell, or is a standby
   */
  @Override
  public List<Revocation> all() {
    return run(ALL, "cannot be read", this::read);
  }

  private List<Revocation> read(PreparedStatement statement) throws SQLException {
    List<Revocation> found = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        if (refuseStandby && row.getBoolean("standby")) {
          throw new RevocationLedgerException();
        }
        String tenant = row.getString("tenant");
        if (tenant != null) {
          found.add(revocation(TenantId.of(tenant), row));
        }
      }
    }
    return found;
  }

  private static Revocation revocation(TenantId tenant, ResultSet row) throws SQLException {
    Instant issuedBefore = row.getObject("issued_before", OffsetDateTime.class).toInstant();
    return new Revocation(tenant, row.getLong("epoch"), issuedBefore);
  }

  private <T> T run(String sql, String otherwise, Work<T> work) {
    try (Connection connection = platform.getConnection()) {
      int before = connection.getNetworkTimeout();
      // A network that has fallen silent is an outage too.
      connection.setNetworkTimeout(Runnable::run, networkTimeout);
      try {
        return transact(connection, sql, work);
      } finally {
        if (!connection.isClosed()) {
          connection.setNetworkTimeout(Runnable::run, before);
        }
      }
    } catch (SQLException | IllegalArgumentException e) {
      // A row that nobody can read is not skipped: its tenant would count as never revoked.
      throw new RevocationLedgerException(otherwise, e);
    }
  }

  private static <T> T transact(Connection connection, String sql, Work<T> work)
      throws SQLException {
    boolean done = false;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      T result = work.on(statement);
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
      done = true;
      return result;
    } finally {
      if (!done && !connection.isClosed() && !connection.getAutoCommit()) {
        connection.rollback();
      }
    }
  }
}
