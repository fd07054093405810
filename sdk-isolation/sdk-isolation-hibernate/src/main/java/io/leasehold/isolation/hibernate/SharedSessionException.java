package io.leasehold.isolation.hibernate;

/**
 * A statement was about to run outside a transaction on a session of PostgreSQL that is not the
 * connection's own, or not known to be.
 */
public final class SharedSessionException extends RowIsolationException {

  /** Creates the exception. */
  public SharedSessionException() {
    super(
        "LH-ISO-310",
        "a statement outside a transaction was refused: a pooler is between the application and"
            + " PostgreSQL, or it cannot be known, and it could give the session to another tenant;"
            + " use transactions there, or a connection that leads to PostgreSQL itself");
  }
}
