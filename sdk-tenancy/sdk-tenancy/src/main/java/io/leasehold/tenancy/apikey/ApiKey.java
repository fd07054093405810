package io.leasehold.tenancy.apikey;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An API key as its holder has it, {@code lh_<id>_<secret>}: the secret has 256 random bits, the id
 * may be logged and shown in lists. Immutable.
 */
public final class ApiKey {

  /** What every key begins with, so that secret scanners find it. */
  public static final String PREFIX = "lh_";

  private static final Pattern GRAMMAR = Pattern.compile("lh_([a-z0-9]{8,32})_([a-z0-9]{64})");

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String id;
  private final String text;

  private ApiKey(String id, String text) {
    this.id = id;
    this.text = text;
  }

  /** A new key that nobody else has. */
  public static ApiKey generate() {
    String id = random(8);
    return new ApiKey(id, PREFIX + id + "_" + random(32));
  }

  /** The key that the text is; empty for a text that no key has. */
  public static Optional<ApiKey> parse(String text) {
    var parts = GRAMMAR.matcher(text);
    return parts.matches() ? Optional.of(new ApiKey(parts.group(1), text)) : Optional.empty();
  }

  /** The public part. */
  public String id() {
    return id;
  }

  /** The whole key, the secret included: for its holder, once, and for nobody else. */
  public String reveal() {
    return text;
  }

  /** What is kept of the key. */
  public ApiKeyHash hash() {
    return ApiKeyHash.of(text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ApiKey key && key.hash().equals(hash());
  }

  @Override
  public int hashCode() {
    return Objects.hash(id);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return PREFIX + id + "_***";
  }

  private static String random(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
