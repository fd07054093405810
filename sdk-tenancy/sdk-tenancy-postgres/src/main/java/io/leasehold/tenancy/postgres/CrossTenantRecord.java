package io.leasehold.tenancy.postgres;

import io.leasehold.tenancy.CrossTenantEntry;
import io.leasehold.tenancy.spi.CrossTenantAudit.Outcome;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One cross-tenant access as it is on record.
 *
 * @param entry why, by whom and until when
 * @param endedAt when its work was over; empty while it runs, and for ever if the node died
 * @param outcome how it ended; empty as long as {@code endedAt} is
 */
public record CrossTenantRecord(
    CrossTenantEntry entry, Optional<Instant> endedAt, Optional<Outcome> outcome) {

  /** Requires every part. */
  public CrossTenantRecord {
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(endedAt, "endedAt");
    Objects.requireNonNull(outcome, "outcome");
  }
}
