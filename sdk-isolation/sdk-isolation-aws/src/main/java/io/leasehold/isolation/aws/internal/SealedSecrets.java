package io.leasehold.isolation.aws.internal;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Key id, secret and token in one array: a quarter shorter than their text where AWS spells them in
 * base 64, and masked, so that whoever searches a heap dump for text finds none. The mask lies in
 * the same heap: it is no encryption. Immutable and thread-safe.
 */
public final class SealedSecrets {

  private static final int PAD_LENGTH = 4096;
  private static final byte[] PAD = pad();
  // Flags, length of the key id, two bytes for the length of the secret.
  private static final int HEADER = 4;
  private static final int SECRET_PACKED = 1;
  private static final int TOKEN_PACKED = 2;
  private static final int BYTE = 0xff;
  private static final int LONGEST_SECRET = 0xffff;

  private final byte[] bytes;

  public SealedSecrets(String keyId, String secret, String token) {
    byte[] id = keyId.getBytes(StandardCharsets.UTF_8);
    byte[] packedSecret = unpackedOrNull(secret);
    byte[] packedToken = unpackedOrNull(token);
    byte[] second = packedSecret == null ? secret.getBytes(StandardCharsets.UTF_8) : packedSecret;
    byte[] third = packedToken == null ? token.getBytes(StandardCharsets.UTF_8) : packedToken;
    if (id.length > BYTE || second.length > LONGEST_SECRET) {
      throw new IllegalArgumentException("STS gave a key that is longer than any");
    }
    bytes = new byte[HEADER + id.length + second.length + third.length];
    bytes[0] =
        (byte)
            ((packedSecret == null ? 0 : SECRET_PACKED) | (packedToken == null ? 0 : TOKEN_PACKED));
    bytes[1] = (byte) id.length;
    bytes[2] = (byte) (second.length >> Byte.SIZE);
    bytes[3] = (byte) second.length;
    System.arraycopy(id, 0, bytes, HEADER, id.length);
    System.arraycopy(second, 0, bytes, HEADER + id.length, second.length);
    System.arraycopy(third, 0, bytes, HEADER + id.length + second.length, third.length);
    mask(bytes, HEADER, HEADER);
    Arrays.fill(second, (byte) 0);
    Arrays.fill(third, (byte) 0);
  }

  public String keyId() {
    return text(HEADER, HEADER + idLength(), false);
  }

  public String secret() {
    int from = HEADER + idLength();
    return text(from, from + secretLength(), (bytes[0] & SECRET_PACKED) != 0);
  }

  public String token() {
    return text(HEADER + idLength() + secretLength(), bytes.length, (bytes[0] & TOKEN_PACKED) != 0);
  }

  /** How many bytes it keeps. */
  public int length() {
    return bytes.length;
  }

  private int idLength() {
    return bytes[1] & BYTE;
  }

  private int secretLength() {
    return ((bytes[2] & BYTE) << Byte.SIZE) | (bytes[3] & BYTE);
  }

  private String text(int from, int to, boolean packed) {
    byte[] part = Arrays.copyOfRange(bytes, from, to);
    mask(part, 0, from);
    String text =
        packed
            ? Base64.getEncoder().encodeToString(part)
            : new String(part, StandardCharsets.UTF_8);
    Arrays.fill(part, (byte) 0);
    return text;
  }

  private static void mask(byte[] part, int from, int at) {
    for (int i = from; i < part.length; i++) {
      part[i] ^= PAD[(at - from + i) % PAD_LENGTH];
    }
  }

  // What base 64 would not spell the same way again stays as it is.
  private static byte @Nullable [] unpackedOrNull(String text) {
    try {
      byte[] unpacked = Base64.getDecoder().decode(text);
      return Base64.getEncoder().encodeToString(unpacked).equals(text) ? unpacked : null;
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  private static byte[] pad() {
    byte[] pad = new byte[PAD_LENGTH];
    new SecureRandom().nextBytes(pad);
    return pad;
  }

  @Override
  public String toString() {
    return "SealedSecrets";
  }
}
