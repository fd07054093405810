package io.leasehold.isolation.hibernate;

import java.util.Objects;

/**
 * A hole that the application knows and accepts.
 *
 * @param hole the kind of hole
 * @param subject the thing that has it, as the finding names it
 * @param reason why it is no danger here
 */
public record AcceptedHole(IsolationHole hole, String subject, String reason) {

  /**
   * Requires every part.
   *
   * @throws IllegalArgumentException if the reason is blank
   */
  public AcceptedHole {
    Objects.requireNonNull(hole, "hole");
    Objects.requireNonNull(subject, "subject");
    if (reason.isBlank()) {
      throw new IllegalArgumentException("say why " + hole + " of " + subject + " is no danger");
    }
  }

  boolean covers(IsolationFinding finding) {
    return finding.hole() == hole && finding.subject().equals(subject);
  }
}
