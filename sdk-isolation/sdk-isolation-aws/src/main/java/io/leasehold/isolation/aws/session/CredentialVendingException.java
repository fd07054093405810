package io.leasehold.isolation.aws.session;

import io.leasehold.isolation.IsolationException;
import io.leasehold.tenancy.TenantId;
import org.jspecify.annotations.Nullable;

/** There are no credentials for a tenant now. */
public final class CredentialVendingException extends IsolationException {

  /** Why there are none. */
  public enum Reason {
    /** STS will refuse the same request again: rights, role or policy are wrong. */
    REFUSED("LH-ISO-121"),
    /** STS takes fewer requests than it gets; the same request may succeed later. */
    THROTTLED("LH-ISO-122"),
    /** STS did not answer, or not usefully; the same request may succeed later. */
    UNAVAILABLE("LH-ISO-123"),
    /** The waiting thread was interrupted. */
    INTERRUPTED("LH-ISO-124"),
    /** The tenant may not enter: it is suspended, leaving, gone or unknown. */
    SHUT_OUT("LH-ISO-125"),
    /** Too many wait for STS already, or this tenant has too many in line. */
    OVERLOADED("LH-ISO-140"),
    /** The caller did not want to wait any longer. */
    TIMED_OUT("LH-ISO-141"),
    /** Credentials of this vendor never last as long as asked for. */
    TOO_LONG("LH-ISO-142"),
    /** The tenant's sessions were revoked while the call was under way, or a moment ago. */
    REVOKED("LH-ISO-143"),
    /** The vendor was closed. */
    CLOSED("LH-ISO-147"),
    /** The blueprint allows nothing of the service, or is split by service and none was named. */
    UNPLANNED("LH-ISO-148");

    private final String code;

    Reason(String code) {
      this.code = code;
    }
  }

  private final Reason reason;
  private final String detail;

  /** Creates the exception. */
  public CredentialVendingException(
      Reason reason, TenantId tenant, String detail, @Nullable Throwable cause) {
    super(reason.code, "no AWS credentials for tenant " + tenant + ": " + detail, cause);
    this.reason = reason;
    this.detail = detail;
  }

  /** Why, without the tenant. */
  public String detail() {
    return detail;
  }

  /** Why there are none. */
  public Reason reason() {
    return reason;
  }
}
