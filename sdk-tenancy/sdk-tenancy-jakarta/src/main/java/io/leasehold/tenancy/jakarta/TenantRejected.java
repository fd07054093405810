package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.problem.Problem;
import java.util.Objects;

/**
 * CDI event: a request was refused at the edge. Fired on the request's thread, only if anybody
 * observes it. It carries nothing that the client sent.
 *
 * @param problem the answer
 */
public record TenantRejected(Problem problem) {
  /** Requires the answer. */
  public TenantRejected {
    Objects.requireNonNull(problem, "problem");
  }
}
