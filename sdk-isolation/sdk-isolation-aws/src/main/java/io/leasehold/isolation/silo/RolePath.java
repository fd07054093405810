package io.leasehold.isolation.silo;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A way from one role to another. Immutable.
 *
 * @param steps at least one
 */
public record RolePath(List<RoleEdge> steps) {

  /** Copies. */
  public RolePath {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a path has at least one step");
    }
  }

  /** The ARN of the role where it begins. */
  public String from() {
    return steps.get(0).from();
  }

  /** The ARN of the role where it ends. */
  public String to() {
    return steps.get(steps.size() - 1).to();
  }

  @Override
  public String toString() {
    return from()
        + steps.stream()
            .map(step -> " " + step.how() + " " + step.to())
            .collect(Collectors.joining(","));
  }
}
