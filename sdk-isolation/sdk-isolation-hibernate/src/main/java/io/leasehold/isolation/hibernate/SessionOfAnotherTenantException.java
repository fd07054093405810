package io.leasehold.isolation.hibernate;

/** A Hibernate session was asked for an entity outside the scope of its tenant. */
public final class SessionOfAnotherTenantException extends RowIsolationException {

  /** Creates the exception. */
  public SessionOfAnotherTenantException() {
    super(
        "LH-ISO-372",
        "loading an entity was refused because the session is not of the tenant in scope, and"
            + " might have it in memory: open a session in the scope");
  }
}
