package io.leasehold.isolation.hibernate;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL refused a statement because the tenant changes places at this moment, or has. Nothing
 * was read or written; run the transaction again, from its beginning. Over HTTP it is 503 with
 * {@code Retry-After}.
 *
 * <p>On a connection of {@link TenantDataSource} it is the cause of the {@link SQLException} that
 * the statement throws: a {@link SQLTransientException}, or of a batch a {@link
 * BatchUpdateException}, with this library's SQL state. Whatever wraps that, {@link #in} finds it.
 */
public final class TenantMovingException extends RowIsolationException {

  /** The SQL state of a statement that is refused for the short time of the change. */
  public static final String MOVING = "LH330";

  /** The SQL state of a statement at a place where the tenant's rows are no longer. */
  public static final String MOVED = "LH331";

  private static final Duration SOON = Duration.ofSeconds(1);

  private final boolean moved;

  private TenantMovingException(boolean moved, Throwable cause) {
    super(
        moved ? "LH-ISO-331" : "LH-ISO-330",
        moved
            ? "the tenant's rows are at another place now: ask for it anew and run the transaction"
                + " again"
            : "the tenant changes places at this moment: run the transaction again in a second");
    this.moved = moved;
    initCause(cause);
  }

  /** What is behind the failure if it is this, however deeply it was wrapped. */
  public static Optional<TenantMovingException> in(@Nullable Throwable failure) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < 32; depth++) {
      if (at instanceof TenantMovingException found) {
        return Optional.of(found);
      }
      if (at instanceof SQLException sql) {
        Optional<TenantMovingException> found = ofState(sql);
        if (found.isPresent()) {
          return found;
        }
      }
      at = at.getCause();
    }
    return Optional.empty();
  }

  private static Optional<TenantMovingException> ofState(SQLException sql) {
    for (SQLException one = sql; one != null; one = one.getNextException()) {
      if (MOVING.equals(one.getSQLState()) || MOVED.equals(one.getSQLState())) {
        return Optional.of(new TenantMovingException(MOVED.equals(one.getSQLState()), sql));
      }
    }
    return Optional.empty();
  }

  /**
   * The failure of a statement, as who uses JDBC is to see it.
   *
   * @return a failure that says what to do, caused by this exception; any other failure as it is
   */
  public static SQLException translated(SQLException failure) {
    if (causes(failure)) {
      return failure;
    }
    return ofState(failure).map(moving -> moving.of(failure)).orElse(failure);
  }

  private static boolean causes(SQLException failure) {
    return failure.getCause() instanceof TenantMovingException;
  }

  private SQLException of(SQLException failure) {
    String state = moved ? MOVED : MOVING;
    if (failure instanceof BatchUpdateException batch) {
      return new BatchUpdateException(getMessage(), state, 0, batch.getLargeUpdateCounts(), this);
    }
    return new SQLTransientException(getMessage(), state, this);
  }

  /** Whether the place that was asked is an old one, so that what is kept of it is to be let go. */
  public boolean moved() {
    return moved;
  }

  /** After which time to try again. */
  public Duration retryAfter() {
    return SOON;
  }
}
