package io.leasehold.tenancy.apikey;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a registry keeps of an API key: the SHA-256 of the whole key. A slow hash would gain
 * nothing, because nobody guesses 256 random bits; and finding a row by digest tells nothing by the
 * time it takes.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record ApiKeyHash(String hex) {

  private static final Pattern GRAMMAR = Pattern.compile("[0-9a-f]{64}");

  /**
   * Validates.
   *
   * @throws IllegalArgumentException if the text is no digest; it is not repeated, it may be a key
   */
  public ApiKeyHash {
    if (!GRAMMAR.matcher(hex).matches()) {
      throw new IllegalArgumentException("an API key's hash has 64 lower-case hexadecimal digits");
    }
  }

  static ApiKeyHash of(String key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return new ApiKeyHash(
          HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.US_ASCII))));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
