package io.leasehold.provisioning.plan;

import java.util.Objects;
import java.util.UUID;

/**
 * Identifies one run of a plan.
 *
 * @param value the id
 */
public record RunId(UUID value) {

  /** Checks that there is a value. */
  public RunId {
    Objects.requireNonNull(value, "value");
  }

  /** A new, random id. */
  public static RunId random() {
    return new RunId(UUID.randomUUID());
  }

  /**
   * Reads an id as {@link #toString()} writes it.
   *
   * @param text the id as text
   * @throws IllegalArgumentException when it is not a UUID
   */
  public static RunId of(String text) {
    return new RunId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
