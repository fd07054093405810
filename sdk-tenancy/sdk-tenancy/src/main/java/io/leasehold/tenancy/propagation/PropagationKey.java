package io.leasehold.tenancy.propagation;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that services share to tell each other a tenant. Whoever has it can speak for every
 * tenant, so it belongs to services that are trusted with all of them, and into a secret store.
 * Immutable and thread-safe.
 */
public final class PropagationKey {

  /** The least number of bytes of a secret: as many as HMAC-SHA-256 gives. */
  public static final int MIN_BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  private final String id;
  private final SecretKey secret;

  private PropagationKey(String id, byte[] secret) {
    this.id = id;
    this.secret = new SecretKeySpec(secret, ALGORITHM);
  }

  /**
   * A key.
   *
   * @param id a public name, so that the receiver knows which key to take: 1 to 32 letters, digits,
   *     {@code _} and {@code -}
   * @param secret at least {@value #MIN_BYTES} random bytes, which are copied
   * @throws IllegalArgumentException if the id is malformed or the secret too short
   */
  public static PropagationKey of(String id, byte[] secret) {
    Objects.requireNonNull(secret, "secret");
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("a key id has 1 to 32 letters, digits, '_' and '-'");
    }
    if (secret.length < MIN_BYTES) {
      throw new IllegalArgumentException(
          "the secret of key " + id + " has fewer than " + MIN_BYTES + " bytes");
    }
    return new PropagationKey(id, secret);
  }

  /** The public name. */
  public String id() {
    return id;
  }

  /** The code over the text, as base64url without padding. */
  String sign(Covered covered) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(covered.bytes()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /** Whether the code is the one over the text; takes as long for a wrong one. */
  boolean verifies(Covered covered, String code) {
    // As text: base64 has several spellings of the same bytes.
    return MessageDigest.isEqual(
        sign(covered).getBytes(StandardCharsets.US_ASCII), code.getBytes(StandardCharsets.UTF_8));
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "PropagationKey[" + id + "]";
  }
}
