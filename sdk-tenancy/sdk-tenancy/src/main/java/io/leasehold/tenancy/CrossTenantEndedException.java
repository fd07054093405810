package io.leasehold.tenancy;

/** A cross-tenant access was used after its work or its time was over. */
public final class CrossTenantEndedException extends TenancyException {

  CrossTenantEndedException(CrossTenantEntry entry) {
    super(
        "LH-TEN-013",
        "the cross-tenant access "
            + entry.id()
            + " is over since its work returned or its time, "
            + entry.until()
            + ", has come; open another, with a reason of its own");
  }
}
