package io.leasehold.provisioning.account;

import java.util.Objects;
import java.util.UUID;

/**
 * The identity of a lease. Immutable and thread-safe.
 *
 * @param value the id
 */
public record LeaseId(UUID value) {

  /** Refuses null. */
  public LeaseId {
    Objects.requireNonNull(value, "value");
  }

  /** A new, random id. */
  public static LeaseId random() {
    return new LeaseId(UUID.randomUUID());
  }

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException if it is not a UUID
   */
  public static LeaseId parse(String text) {
    return new LeaseId(UUID.fromString(text));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
