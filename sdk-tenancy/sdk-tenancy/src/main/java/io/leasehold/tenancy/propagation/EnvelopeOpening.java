package io.leasehold.tenancy.propagation;

import io.leasehold.tenancy.Provenance;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** What came of opening an envelope. */
public sealed interface EnvelopeOpening {

  /**
   * It is good, and its tenant may be worked for.
   *
   * @param tenant the tenant, as the registry has it now
   * @param provenance how its tenant is known
   * @param id what tells this message from every other; empty in an envelope that carries a token
   * @param expiresAt when the envelope stops being worth anything
   */
  record Opened(Tenant tenant, Provenance provenance, Optional<String> id, Instant expiresAt)
      implements EnvelopeOpening {
    /** Requires all. */
    public Opened {
      Objects.requireNonNull(tenant, "tenant");
      Objects.requireNonNull(provenance, "provenance");
      Objects.requireNonNull(id, "id");
      Objects.requireNonNull(expiresAt, "expiresAt");
    }
  }

  /**
   * It is not good and never will be: for the dead-letter queue. The reason is for the log.
   *
   * @param reason the first check that failed
   */
  record Rejected(Reason reason) implements EnvelopeOpening {
    /** Requires the reason. */
    public Rejected {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * It is good, and nobody may work for its tenant now. Keep the message or drop it: a suspended
   * tenant may come back.
   *
   * @param status why
   */
  record NotAdmitted(TenantStatus status) implements EnvelopeOpening {
    /** Requires the status. */
    public NotAdmitted {
      Objects.requireNonNull(status, "status");
    }
  }

  /**
   * Nobody can say now: keys or registry cannot be read. Deliver the message again later.
   *
   * @param retryAfter when to try again
   */
  record Unavailable(Duration retryAfter) implements EnvelopeOpening {
    /** Requires the duration. */
    public Unavailable {
      Objects.requireNonNull(retryAfter, "retryAfter");
    }
  }

  /** Why an envelope was rejected. */
  enum Reason {
    /** The message carries no envelope: it has no tenant, and there is no default one. */
    ABSENT,
    /** Not written by this library, or mutilated. */
    MALFORMED,
    /** Signed with a key that is not accepted, or not any more. */
    UNKNOWN_KEY,
    /** The signature does not fit the attributes and the body. */
    SIGNATURE,
    /** Meant for somebody else. */
    AUDIENCE,
    /** Its time is over. */
    EXPIRED,
    /** Sealed in the future. */
    NOT_YET_VALID,
    /** Says that it lives longer than the receiver allows. */
    LIFETIME,
    /** Does not cover the body, and this receiver wants that. */
    BODY_NOT_COVERED,
    /** The bearer token that it carries is not good, or does not authorise the tenant. */
    TOKEN,
    /** There is no such tenant, or it is gone. */
    UNKNOWN_TENANT
  }
}
