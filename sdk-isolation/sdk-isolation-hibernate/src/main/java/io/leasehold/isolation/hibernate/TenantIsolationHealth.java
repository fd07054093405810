package io.leasehold.isolation.hibernate;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.jspecify.annotations.Nullable;

/**
 * The {@link TenantIsolationCheck} as a MicroProfile Health check, for readiness: a hole that
 * somebody makes while the application runs takes the node out of service. Needs the MicroProfile
 * Health API.
 *
 * <p>The database is asked at most once in each interval, by one caller; the answer tells codes and
 * counts, and no name of a table or role, because health is often open to everybody. When the
 * catalogue cannot be read, nothing is known, and so it is down.
 *
 * <p>Thread-safe.
 */
public final class TenantIsolationHealth implements HealthCheck {

  /** The name of the check. */
  public static final String NAME = "tenant-isolation";

  private static final Duration INTERVAL = Duration.ofMinutes(5);

  private final TenantIsolationCheck check;
  private final Duration interval;
  private final Clock clock;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile @Nullable Look last;

  TenantIsolationHealth(TenantIsolationCheck check, Duration interval, Clock clock) {
    this.check = Objects.requireNonNull(check, "check");
    this.interval = interval;
    this.clock = clock;
  }

  /** A health check that looks every five minutes. */
  public static TenantIsolationHealth of(TenantIsolationCheck check) {
    return new TenantIsolationHealth(check, INTERVAL, Clock.systemUTC());
  }

  /**
   * The same, which looks as often as this.
   *
   * @param newInterval for how long an answer is good; positive
   * @throws IllegalArgumentException if it is not positive
   */
  public TenantIsolationHealth every(Duration newInterval) {
    if (newInterval.isNegative() || newInterval.isZero()) {
      throw new IllegalArgumentException("the interval must be positive, not " + newInterval);
    }
    return new TenantIsolationHealth(check, newInterval, clock);
  }

  /** What was found when it was last looked, empty when it never could be. */
  public Optional<IsolationReport> report() {
    Look known = last;
    return known == null ? Optional.empty() : Optional.of(known.report());
  }

  @Override
  public HealthCheckResponse call() {
    Look known = last;
    if (known != null && isFresh(known)) {
      return known.answer();
    }
    looking.lock();
    try {
      Look meanwhile = last;
      if (meanwhile != null && isFresh(meanwhile)) {
        return meanwhile.answer();
      }
      Look now = new Look(clock.instant(), check.run());
      last = now;
      return now.answer();
    } catch (SQLException e) {
      return new HealthCheckResponse(
          NAME, Status.DOWN, Optional.of(Map.of("reason", "the catalogue cannot be read")));
    } finally {
      looking.unlock();
    }
  }

  private boolean isFresh(Look look) {
    return clock.instant().isBefore(look.at().plus(interval));
  }

  private record Look(Instant at, IsolationReport report) {

    HealthCheckResponse answer() {
      Map<String, Object> data =
          Map.of(
              "tables", (long) report.tables().size(),
              "errors", (long) report.errors().size(),
              "warnings", (long) report.warnings().size(),
              "codes",
                  report.findings().stream()
                      .map(finding -> finding.hole().code())
                      .distinct()
                      .sorted()
                      .collect(Collectors.joining(" ")),
              "checkedAt", at.toString());
      return new HealthCheckResponse(
          NAME, report.holds() ? Status.UP : Status.DOWN, Optional.of(data));
    }
  }
}
