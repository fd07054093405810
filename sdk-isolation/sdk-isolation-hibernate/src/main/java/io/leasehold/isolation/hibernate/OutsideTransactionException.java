package io.leasehold.isolation.hibernate;

/**
 * A statement was about to run outside a transaction on a {@link TenantDataSource}. The tenant is
 * set for one transaction only, so there it would have run without one.
 */
public final class OutsideTransactionException extends RowIsolationException {

  /** Creates the exception. */
  public OutsideTransactionException() {
    super(
        "LH-ISO-201",
        "a statement was refused because it would run outside a transaction: begin one first"
            + " (setAutoCommit(false), EntityTransaction, @Transactional), or give work that"
            + " belongs to no tenant a plain data source of its own");
  }
}
