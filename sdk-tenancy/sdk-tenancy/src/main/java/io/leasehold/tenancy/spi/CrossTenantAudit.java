package io.leasehold.tenancy.spi;

import io.leasehold.tenancy.CrossTenantEntry;
import java.time.Instant;

/**
 * Keeps the record of cross-tenant access. It returns when the record is safe: what it throws keeps
 * the door shut. Implementations are thread-safe and take part in no transaction of the caller,
 * which could be rolled back.
 */
public interface CrossTenantAudit {

  /** How an access ended. */
  enum Outcome {
    /** The work returned. */
    DONE,
    /** The work threw. */
    FAILED
  }

  /**
   * Somebody is about to enter.
   *
   * @throws RuntimeException if that cannot be recorded; then nobody enters
   */
  void opened(CrossTenantEntry entry);

  /**
   * The work is over.
   *
   * @param at when
   * @throws RuntimeException if that cannot be recorded; the caller is told
   */
  void closed(CrossTenantEntry entry, Instant at, Outcome outcome);
}
