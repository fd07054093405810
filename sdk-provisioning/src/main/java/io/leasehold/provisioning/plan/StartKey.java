package io.leasehold.provisioning.plan;

import java.util.Objects;

/**
 * Makes a start idempotent: within one plan, one key starts one run.
 *
 * <p>The key is forgotten together with its run, when the retention time of finished runs is over.
 *
 * @param value one to 200 characters, chosen by the caller
 */
public record StartKey(String value) {

  private static final int LONGEST = 200;

  /** Checks the length. */
  public StartKey {
    Objects.requireNonNull(value, "value");
    if (value.isBlank() || value.length() > LONGEST) {
      throw new IllegalArgumentException(
          "A start key has 1 to " + LONGEST + " characters; this one has " + value.length() + ".");
    }
  }

  /**
   * A start key.
   *
   * @param value one to 200 characters
   */
  public static StartKey of(String value) {
    return new StartKey(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
