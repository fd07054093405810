package io.leasehold.tenancy.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/** A secret, which shows itself to nobody who does not ask for it by name. Immutable. */
public final class Secret {

  /** What a reference to a secret starts with: <code>${secret:name}</code>. */
  public static final String REFERENCE_START = "${secret:";

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /** The text as a secret. */
  public static Secret of(String value) {
    return new Secret(Objects.requireNonNull(value, "value"));
  }

  /** The secret itself: not for a log, not for an exception. */
  public String reveal() {
    return value;
  }

  /** In a time that does not tell how much of it is equal. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    // Not that of the value, which would tell something of it.
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "Secret[***]";
  }
}
