package io.leasehold.tenancy.postgres;

import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.fairness.Allowance;
import io.leasehold.tenancy.fairness.Quota;
import io.leasehold.tenancy.fairness.Rate;
import io.leasehold.tenancy.postgres.internal.AllowanceRows;
import io.leasehold.tenancy.postgres.internal.PlatformDatabase;
import io.leasehold.tenancy.postgres.internal.PlatformDatabase.RowMapper;
import io.leasehold.tenancy.spi.SharedAllowances;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * The count of all nodes on PostgreSQL, in the schema of {@link TenancySchema}: one row a caller,
 * one statement a lease, by the clock of the database. Thread-safe.
 *
 * <p>Permits of a rate may be spent for one second, those of a quota until its period is over.
 * After a crash of the database every rate is full again; quotas are kept.
 */
public final class PostgresAllowances implements SharedAllowances {

  /** For how long the permits of a rate may be spent. */
  public static final Duration RATE_LEASE = Duration.ofSeconds(1);

  private final PlatformDatabase database;

  /**
   * Counts on the database.
   *
   * @param platform logs in as the platform's role; in a container one that takes no part in the
   *     request's transaction, which might be rolled back
   */
  public PostgresAllowances(DataSource platform) {
    this.database = new PlatformDatabase(Objects.requireNonNull(platform, "platform"));
  }

  @Override
  public Lease take(String caller, Allowance allowance, long wanted) {
    if (wanted < 1) {
      throw new IllegalArgumentException("at least one permit is asked for, not " + wanted);
    }
    return allowance instanceof Rate rate
        ? takeRate(caller, rate, wanted)
        : takeQuota(caller, (Quota) allowance, wanted);
  }

  private Lease takeRate(String caller, Rate rate, long wanted) {
    double perSecond = rate.permits() * 1e9 / rate.per().toNanos();
    return one(
        AllowanceRows.TAKE_RATE,
        row -> {
          double level = row.getDouble("level");
          return new Lease(
              row.getLong("granted"),
              (long) level,
              RATE_LEASE,
              seconds((rate.burst() - level) / perSecond),
              seconds((1 - level) / perSecond));
        },
        caller,
        rate.burst(),
        wanted,
        perSecond);
  }

  private Lease takeQuota(String caller, Quota quota, long wanted) {
    return one(
        AllowanceRows.TAKE_QUOTA,
        row -> {
          Duration left = Duration.ofMillis(row.getLong("millis_left"));
          long remaining = Math.max(0, quota.permits() - row.getLong("taken"));
          return new Lease(row.getLong("granted"), remaining, left, left, left);
        },
        caller,
        quota.per().toSeconds(),
        quota.permits(),
        wanted);
  }

  private Lease one(String sql, RowMapper<Lease> mapper, Object... parameters) {
    try {
      return database.callInTransaction(
          connection -> PlatformDatabase.query(connection, sql, mapper, parameters).get(0));
    } catch (SQLException e) {
      throw new TenantRegistryUnavailableException(e);
    }
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos((long) Math.ceil(Math.max(0, seconds) * 1e9));
  }
}
