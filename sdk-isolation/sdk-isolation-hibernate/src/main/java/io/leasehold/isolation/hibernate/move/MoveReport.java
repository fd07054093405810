package io.leasehold.isolation.hibernate.move;

import io.leasehold.isolation.hibernate.placement.TenantPlacement;
import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A move as it is on record.
 *
 * @param writeStop for how long the tenant's writes were refused, once it was switched
 * @param keepUntil until when it can be rolled back
 * @param tables the rows at the moment of the switch
 * @param failure the code of the failure for which it was undone
 */
public record MoveReport(
    long id,
    TenantId tenant,
    TenantPlacement from,
    TenantPlacement to,
    MoveState state,
    Optional<Duration> writeStop,
    Optional<Instant> keepUntil,
    List<TableCount> tables,
    Optional<String> failure) {

  /** Validates. */
  public MoveReport {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(writeStop, "writeStop");
    Objects.requireNonNull(keepUntil, "keepUntil");
    tables = List.copyOf(tables);
    Objects.requireNonNull(failure, "failure");
  }

  /**
   * One table at the moment of the switch, the same at both places.
   *
   * @param checksum the sum of the hashes of its rows, in whatever order they are
   */
  public record TableCount(String name, long rows, String checksum) {}

  /** The rows of all tables. */
  public long rows() {
    return tables.stream().mapToLong(TableCount::rows).sum();
  }
}
