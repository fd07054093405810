package io.leasehold.provisioning.plan;

import java.util.Objects;

/**
 * A cluster-wide limit: at most so many runs are inside a step with this permit. The run holds it
 * from the step's first attempt to its end, over polls, retries and take-over, because what AWS
 * counts is work in progress and not calls.
 *
 * @param name shared by all steps under the same limit
 * @param limit how many at once, at least 1
 */
public record Permit(String name, int limit) {

  /** Checks the limit. */
  public Permit {
    Objects.requireNonNull(name, "name");
    if (limit < 1) {
      throw new IllegalArgumentException(
          "Permit " + name + " lets nobody in: its limit is " + limit + ".");
    }
  }
}
