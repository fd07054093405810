package io.leasehold.isolation.hibernate;

import java.util.Objects;

/**
 * One hole.
 *
 * @param hole the kind of hole
 * @param subject the thing that has it: a role, table, view, policy, entity or setting
 * @param wayOut what to do about it
 */
public record IsolationFinding(IsolationHole hole, String subject, String wayOut) {

  /** Requires every part. */
  public IsolationFinding {
    Objects.requireNonNull(hole, "hole");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(wayOut, "wayOut");
  }

  @Override
  public String toString() {
    return hole.code() + " " + hole + " " + subject + ": " + wayOut;
  }
}
