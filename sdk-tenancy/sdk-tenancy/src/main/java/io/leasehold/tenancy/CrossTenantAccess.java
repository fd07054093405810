package io.leasehold.tenancy;

import io.leasehold.tenancy.internal.ScopeGate;
import io.leasehold.tenancy.spi.CrossTenantAudit;
import io.leasehold.tenancy.spi.CrossTenantAudit.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The only door to a {@link TenantScope.CrossTenant}: writes down why, by whom and until when, and
 * only then runs the work. Whether the person may do so at all is the caller's to decide first.
 *
 * <pre>{@code
 * CrossTenantAccess door = CrossTenantAccess.audited(new PostgresCrossTenantAudit(platform));
 * door.run("support case 4711", "ada@platform.example", Duration.ofMinutes(10), () -> report());
 * }</pre>
 *
 * <p>Inside, {@code TenantContext.current()} is empty, and everything that needs a tenant fails;
 * the rows of several tenants are reached through the database role that is for nothing else.
 * Immutable and thread-safe.
 */
public final class CrossTenantAccess {

  /** The longest access unless told otherwise: one hour. */
  public static final Duration DEFAULT_MAXIMUM = Duration.ofHours(1);

  private final CrossTenantAudit audit;
  private final Duration maximum;
  private final Clock clock;

  private CrossTenantAccess(CrossTenantAudit audit, Duration maximum, Clock clock) {
    this.audit = Objects.requireNonNull(audit, "audit");
    this.maximum = Objects.requireNonNull(maximum, "maximum");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** A door that is on this record. */
  public static CrossTenantAccess audited(CrossTenantAudit audit) {
    return new CrossTenantAccess(audit, DEFAULT_MAXIMUM, Clock.systemUTC());
  }

  /** The same door for accesses of at most this length. */
  public CrossTenantAccess withMaximum(Duration longest) {
    return new CrossTenantAccess(audit, longest, clock);
  }

  /** The same door by another clock. */
  public CrossTenantAccess withClock(Clock other) {
    return new CrossTenantAccess(audit, maximum, other);
  }

  /**
   * Runs the work across tenants.
   *
   * @param reason why, in words that an auditor understands
   * @param by who, as the identity provider names them
   * @param length after which the access ends even if the work goes on
   * @throws CrossTenantRefusedException if it cannot be recorded, before or after
   * @throws TenantSwitchInTransactionException inside an active transaction
   * @throws IllegalArgumentException if reason or person is blank, or the length not between zero
   *     and the maximum
   */
  public void run(String reason, String by, Duration length, Runnable work) {
    try {
      call(
          reason,
          by,
          length,
          () -> {
            work.run();
            return null;
          });
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a Runnable throws no checked exception", e);
    }
  }

  /**
   * Calls the work across tenants, like {@link #run}.
   *
   * @return what the work returns
   * @throws Exception what the work throws
   */
  public <T extends @Nullable Object> T call(
      String reason, String by, Duration length, Callable<T> work) throws Exception {
    Objects.requireNonNull(work, "work");
    CrossTenantEntry entry = entry(reason, by, length);
    TenantScope.CrossTenant scope = new TenantScope.CrossTenant(entry, clock);
    // Before the record, which must not tell of an access that could not be.
    ScopeGate.requireNoTransaction();
    open(entry);
    T result;
    try {
      result = TenantScopes.call(scope, work);
    } catch (Throwable failure) {
      scope.close();
      closeAfter(failure, entry);
      throw failure;
    }
    scope.close();
    close(entry, Outcome.DONE);
    return result;
  }

  private CrossTenantEntry entry(String reason, String by, Duration length) {
    if (length.isNegative() || length.isZero() || length.compareTo(maximum) > 0) {
      throw new IllegalArgumentException(
          "a cross-tenant access lasts longer than nothing and at most " + maximum);
    }
    Instant now = clock.instant();
    return new CrossTenantEntry(UUID.randomUUID(), reason, by, now, now.plus(length));
  }

  private void open(CrossTenantEntry entry) {
    try {
      audit.opened(entry);
    } catch (RuntimeException failure) {
      throw new CrossTenantRefusedException(entry, failure);
    }
  }

  // What the work threw matters more than that the record of it is missing.
  private void closeAfter(Throwable failure, CrossTenantEntry entry) {
    try {
      close(entry, Outcome.FAILED);
    } catch (CrossTenantRefusedException unrecorded) {
      failure.addSuppressed(unrecorded);
    }
  }

  private void close(CrossTenantEntry entry, Outcome outcome) {
    try {
      audit.closed(entry, clock.instant(), outcome);
    } catch (RuntimeException failure) {
      throw new CrossTenantRefusedException(entry, failure);
    }
  }
}
