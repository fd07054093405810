package io.leasehold.tenancy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The SHA-256 digest of an API key, which is all that is kept of one. A plain digest is enough
 * because a key is long and random; it would not be for a password.
 *
 * @param value 64 lower-case hexadecimal digits
 */
public record ApiKeyHash(String value) {

  private static final Pattern GRAMMAR = Pattern.compile("[0-9a-f]{64}");

  /**
   * Validates the form.
   *
   * @throws IllegalArgumentException if the value is no such digest; the message does not repeat
   *     it, because it may be a key
   */
  public ApiKeyHash {
    Objects.requireNonNull(value, "value");
    if (!GRAMMAR.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "an API key hash is 64 lower-case hexadecimal digits; ofKey(...) makes one of a key");
    }
  }

  /** The digest of the whole key as its holder sends it, over its UTF-8 bytes. */
  public static ApiKeyHash ofKey(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return new ApiKeyHash(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The first digits only: enough to tell two apart in a log. */
  @Override
  public String toString() {
    return value.substring(0, 8) + "...";
  }
}
