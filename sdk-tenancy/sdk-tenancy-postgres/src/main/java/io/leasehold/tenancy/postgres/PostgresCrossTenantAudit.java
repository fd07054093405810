package io.leasehold.tenancy.postgres;

import io.leasehold.tenancy.CrossTenantEntry;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.postgres.internal.CrossTenantRows;
import io.leasehold.tenancy.postgres.internal.PlatformDatabase;
import io.leasehold.tenancy.spi.CrossTenantAudit;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * The record of cross-tenant access on PostgreSQL, in the schema of {@link TenancySchema}. The
 * platform's role adds to it and cannot change what is there; the schema's owner can, so keep that
 * login out of the application. Thread-safe.
 */
public final class PostgresCrossTenantAudit implements CrossTenantAudit {

  private static final int LARGEST_PAGE = 1_000;

  private final PlatformDatabase database;

  /**
   * A record in the database.
   *
   * @param platform logs in as the platform's role; in a container one that takes no part in the
   *     request's transaction, which could be rolled back
   */
  public PostgresCrossTenantAudit(DataSource platform) {
    this.database = new PlatformDatabase(Objects.requireNonNull(platform, "platform"));
  }

  /**
   * Adds the beginning of an access and commits.
   *
   * @throws TenantRegistryUnavailableException if the database cannot do it
   */
  @Override
  public void opened(CrossTenantEntry entry) {
    write(connection -> CrossTenantRows.opened(connection, entry));
  }

  /**
   * Adds the end of an access and commits.
   *
   * @throws TenantRegistryUnavailableException if the database cannot do it
   */
  @Override
  public void closed(CrossTenantEntry entry, Instant at, Outcome outcome) {
    write(connection -> CrossTenantRows.closed(connection, entry, at, outcome));
  }

  /**
   * The accesses that were recorded last, newest first.
   *
   * @param most how many, 1 to 1,000
   * @throws TenantRegistryUnavailableException if the database cannot be asked
   */
  public List<CrossTenantRecord> latest(int most) {
    if (most < 1 || most > LARGEST_PAGE) {
      throw new IllegalArgumentException("a page has 1 to " + LARGEST_PAGE + " records");
    }
    return database.query(CrossTenantRows.LATEST, CrossTenantRows::map, most);
  }

  private void write(PlatformDatabase.Work work) {
    try {
      database.inTransaction(work);
    } catch (SQLException e) {
      throw new TenantRegistryUnavailableException(e);
    }
  }
}
