package io.leasehold.tenancy;

/**
 * The tenant was about to change inside an active transaction. Nothing has changed: neither the
 * scope nor the transaction.
 */
public final class TenantSwitchInTransactionException extends TenancyException {

  /** Creates the exception. */
  public TenantSwitchInTransactionException() {
    super(
        "LH-TEN-010",
        "the tenant cannot change inside an active transaction: enter the tenant's scope first and"
            + " begin the transaction inside it, one transaction for each tenant");
  }
}
