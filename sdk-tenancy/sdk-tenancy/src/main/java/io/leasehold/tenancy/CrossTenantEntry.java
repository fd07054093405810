package io.leasehold.tenancy;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * What is on record of one cross-tenant access. Immutable.
 *
 * @param id tells it from every other
 * @param reason why, in words that an auditor understands
 * @param by who, as the identity provider names them
 * @param from when it was opened
 * @param until when it ends, even if its work goes on
 */
public record CrossTenantEntry(UUID id, String reason, String by, Instant from, Instant until) {

  private static final int MAX_LENGTH = 500;

  /**
   * Validates.
   *
   * @throws IllegalArgumentException if reason or person is blank or longer than 500 characters, or
   *     the time is none
   */
  public CrossTenantEntry {
    Objects.requireNonNull(id, "id");
    requireText(reason, "reason");
    requireText(by, "person");
    Objects.requireNonNull(from, "from");
    if (!until.isAfter(from)) {
      throw new IllegalArgumentException("a cross-tenant access ends after it begins");
    }
  }

  private static void requireText(String text, String what) {
    boolean control = text.chars().anyMatch(Character::isISOControl);
    if (text.isBlank() || control || text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a cross-tenant access needs a " + what + " of 1 to 500 characters in one line");
    }
  }
}
