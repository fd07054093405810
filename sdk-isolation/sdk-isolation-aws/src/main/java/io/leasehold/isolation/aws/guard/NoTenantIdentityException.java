package io.leasehold.isolation.aws.guard;

import io.leasehold.isolation.IsolationException;

/** A shared client was about to act without any tenant's credentials. */
public final class NoTenantIdentityException extends IsolationException {

  NoTenantIdentityException() {
    super(
        "LH-ISO-110",
        "a shared AWS client was called without a tenant's credentials: call it through"
            + " TenantClients.scoped(...); multipart clients and the Transfer Manager over a shared"
            + " client lose the tenant and are refused here",
        null);
  }
}
