package io.leasehold.isolation.aws.policy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One tenant's policy for AssumeRole. Immutable and thread-safe.
 *
 * @param json canonical and minimal: equal policies are equal texts
 */
public record SessionPolicy(String json) {

  /** What STS takes at most, white space included. */
  public static final int MAX_CHARACTERS = 2048;

  /** The length that STS counts. */
  public int characters() {
    return json.length();
  }

  /** SHA-256 of the text, in hex. */
  public String digest() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
