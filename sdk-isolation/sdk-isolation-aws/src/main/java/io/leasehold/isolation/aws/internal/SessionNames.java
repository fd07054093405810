package io.leasehold.isolation.aws.internal;

import io.leasehold.tenancy.TenantId;

/** How the sessions of tenants are called. */
public final class SessionNames {

  private static final int LONGEST = 64;

  private SessionNames() {}

  /** One name per tenant; the grammar of ids keeps the two forms apart. */
  public static String of(TenantId tenant) {
    String name = "t-" + tenant;
    return name.length() <= LONGEST ? name : "t" + tenant;
  }
}
