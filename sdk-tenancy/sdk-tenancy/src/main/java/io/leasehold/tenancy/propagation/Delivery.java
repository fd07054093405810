package io.leasehold.tenancy.propagation;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantStatus;
import java.time.Duration;
import java.util.Objects;

/** What became of one message at {@link TenantWorker#receive}, and so what to tell the queue. */
public sealed interface Delivery {

  /**
   * The work was done: take the message off the queue.
   *
   * @param tenant for whom
   */
  record Done(Tenant tenant) implements Delivery {
    /** Requires the tenant. */
    public Done {
      Objects.requireNonNull(tenant, "tenant");
    }
  }

  /** The work had been done before: take the message off the queue. */
  record Replayed() implements Delivery {}

  /**
   * The message has no acceptable tenant and never will: off to the dead-letter queue.
   *
   * @param reason why, for the log
   */
  record Rejected(EnvelopeOpening.Reason reason) implements Delivery {
    /** Requires the reason. */
    public Rejected {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * Nobody may work for the message's tenant now: keep it for later, or drop it.
   *
   * @param status why
   */
  record NotAdmitted(TenantStatus status) implements Delivery {
    /** Requires the status. */
    public NotAdmitted {
      Objects.requireNonNull(status, "status");
    }
  }

  /**
   * It cannot be decided now, or another worker is at it: leave the message on the queue.
   *
   * @param retryAfter when to deliver it again
   */
  record Later(Duration retryAfter) implements Delivery {
    /** Requires the duration. */
    public Later {
      Objects.requireNonNull(retryAfter, "retryAfter");
    }
  }
}
