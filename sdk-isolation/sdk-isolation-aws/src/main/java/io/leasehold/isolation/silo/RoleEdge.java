package io.leasehold.isolation.silo;

/**
 * One role leads to another. Immutable.
 *
 * @param from the ARN of the one
 * @param to the ARN of the other
 * @param how by which means
 */
public record RoleEdge(String from, String to, How how) {

  /** By which means one role leads to another. */
  public enum How {
    /** A session of the one may assume the other. */
    ASSUMES,
    /** The one may hand the other to a service that it trusts ({@code iam:PassRole}). */
    PASSES,
    /** The one may rewrite whom the other trusts. */
    REWRITES_TRUST,
    /** The one may tell something what to do that acts under the other. */
    USES_DEPUTY
  }

  @Override
  public String toString() {
    return from + " " + how + " " + to;
  }
}
