package io.leasehold.isolation.hibernate;

/** A statement was about to run on a connection that is not for the scope it ran in. */
public final class CrossTenantScopeException extends RowIsolationException {

  /** Creates the exception. */
  public CrossTenantScopeException() {
    super(
        "LH-ISO-206",
        "a statement was refused: in a cross-tenant access rows are reached through a connection"
            + " that was taken from a CrossTenantDataSource in the same access, and only there");
  }
}
