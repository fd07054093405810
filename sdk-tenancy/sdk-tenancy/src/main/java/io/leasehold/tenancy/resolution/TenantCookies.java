package io.leasehold.tenancy.resolution;

import io.leasehold.tenancy.TenantId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and reads the value of a cookie that remembers a tenant, so that a browser can keep it and
 * not change it: HMAC-SHA-256 over the name of the cookie, the tenant and the end. Immutable and
 * thread-safe.
 *
 * <p>To change the key, accept the new one everywhere, then sign with it, and drop the old one when
 * what it signed has ended.
 */
public final class TenantCookies {

  private static final int MIN_BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9]{1,16}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern VALUE =
      Pattern.compile("([A-Za-z0-9]{1,16})\\.([a-z0-9-]{1,63})\\.([0-9]{1,12})\\.([\\w-]{43})");

  /** What a cookie is worth. */
  enum Worth {
    /** Somebody else made it, or changed it. */
    FORGED,
    /** We made it, and its time is over. */
    ENDED,
    /** We made it. */
    GOOD
  }

  /** What is in a cookie. */
  record Read(Worth worth, Optional<TenantId> tenant) {}

  private final String name;
  private final String signing;
  private final Map<String, SecretKeySpec> keys;

  private TenantCookies(String name, String signing, Map<String, SecretKeySpec> keys) {
    this.name = name;
    this.signing = signing;
    this.keys = keys;
  }

  /**
   * The cookies of a name.
   *
   * @param name begin it with {@code __Host-}, so that no neighbour under the same domain sets it
   * @param keyId a public name of the key: 1 to 16 letters and digits
   * @param secret at least 32 random bytes, for nothing else; copied
   * @throws IllegalArgumentException if a name is malformed or the secret too short
   */
  public static TenantCookies named(String name, String keyId, byte[] secret) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a cookie is named by letters, digits, '_' and '-'");
    }
    return new TenantCookies(name, keyId, Map.of(keyId, key(keyId, secret)));
  }

  /** The same, with one more key accepted. */
  public TenantCookies accepting(String keyId, byte[] secret) {
    Map<String, SecretKeySpec> all = new HashMap<>(keys);
    if (all.put(keyId, key(keyId, secret)) != null) {
      throw new IllegalArgumentException("two keys have the id " + keyId);
    }
    return new TenantCookies(name, signing, Map.copyOf(all));
  }

  /** The name of the cookie. */
  public String name() {
    return name;
  }

  /**
   * The value for a tenant.
   *
   * @param until from when on the cookie says nothing; in whole seconds
   */
  public String value(TenantId tenant, Instant until) {
    String end = String.valueOf(until.getEpochSecond());
    return signing + "." + tenant + "." + end + "." + code(signing, tenant.value(), end);
  }

  Read read(String value, Instant now) {
    Matcher parts = VALUE.matcher(value);
    if (!parts.matches()
        || !keys.containsKey(parts.group(1))
        || !TenantId.isValid(parts.group(2))
        || !same(code(parts.group(1), parts.group(2), parts.group(3)), parts.group(4))) {
      return new Read(Worth.FORGED, Optional.empty());
    }
    return now.getEpochSecond() < Long.parseLong(parts.group(3))
        ? new Read(Worth.GOOD, Optional.of(TenantId.of(parts.group(2))))
        : new Read(Worth.ENDED, Optional.empty());
  }

  private String code(String keyId, String tenant, String end) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(keys.get(keyId));
      byte[] code = mac.doFinal(covered("leasehold tenant cookie 1", name, keyId, tenant, end));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
    }
  }

  // Each part behind its length, so that no two different lists of parts look the same.
  private static byte[] covered(String... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String part : parts) {
      byte[] text = part.getBytes(StandardCharsets.UTF_8);
      bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
      bytes.writeBytes(text);
    }
    return bytes.toByteArray();
  }

  private static boolean same(String wanted, String given) {
    return MessageDigest.isEqual(
        wanted.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.US_ASCII));
  }

  private static SecretKeySpec key(String id, byte[] secret) {
    if (!ID.matcher(id).matches() || secret.length < MIN_BYTES) {
      throw new IllegalArgumentException(
          "a cookie key has an id of 1 to 16 letters and digits, and at least 32 bytes");
    }
    return new SecretKeySpec(secret, ALGORITHM);
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return "TenantCookies[" + name + ", signing with " + signing + "]";
  }
}
