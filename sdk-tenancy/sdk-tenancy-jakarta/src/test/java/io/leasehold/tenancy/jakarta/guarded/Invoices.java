package io.leasehold.tenancy.jakarta.guarded;

import io.leasehold.tenancy.jakarta.TenantOptional;
import jakarta.enterprise.context.ApplicationScoped;

/** A bean that says nothing itself. */
@ApplicationScoped
public class Invoices {

  /** Guarded by the package. */
  public String open() {
    return "open invoices";
  }

  /** Says something else than the package. */
  @TenantOptional
  public String priceList() {
    return "prices";
  }
}
