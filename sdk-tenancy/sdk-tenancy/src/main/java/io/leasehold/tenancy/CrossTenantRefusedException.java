package io.leasehold.tenancy;

/**
 * A cross-tenant access could not be put on record. If its beginning could not, nobody entered and
 * no work was done; if its end could not, the work was done and the record lacks how it ended.
 */
public final class CrossTenantRefusedException extends TenancyException {

  CrossTenantRefusedException(CrossTenantEntry entry, Throwable cause) {
    super(
        "LH-TEN-012",
        "the cross-tenant access "
            + entry.id()
            + " could not be put on record; make the audit reachable and try again",
        cause);
  }
}
