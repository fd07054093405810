package io.leasehold.isolation.aws.session;

import io.leasehold.isolation.IsolationException;
import io.leasehold.tenancy.TenantId;

/** A web identity token that would open a session of another tenant, or of none. */
public final class WebIdentityException extends IsolationException {

  /** Creates the exception. */
  public WebIdentityException(TenantId tenant, String detail) {
    super("LH-ISO-146", "the web identity token for tenant " + tenant + " " + detail, null);
  }
}
