package io.leasehold.isolation.silo;

import java.util.Objects;

/**
 * A policy as IAM stores it. Immutable and thread-safe.
 *
 * @param name what messages call it: the name of an inline policy, the ARN of a managed one
 * @param json its text
 */
public record SiloPolicy(String name, String json) {

  /** Requires both. */
  public SiloPolicy {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(json, "json");
  }
}
