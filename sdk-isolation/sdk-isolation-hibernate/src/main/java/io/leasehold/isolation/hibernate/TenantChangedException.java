package io.leasehold.isolation.hibernate;

/** A transaction that began on behalf of one tenant was about to go on on behalf of another. */
public final class TenantChangedException extends RowIsolationException {

  /** Creates the exception. */
  public TenantChangedException() {
    super(
        "LH-ISO-202",
        "a statement was refused because the tenant in scope is not the one that this transaction"
            + " began with: end the transaction before the scope changes");
  }
}
