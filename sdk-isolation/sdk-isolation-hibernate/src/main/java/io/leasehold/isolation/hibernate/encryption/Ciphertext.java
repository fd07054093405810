package io.leasehold.isolation.hibernate.encryption;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * An encrypted value: a mark, the {@link CipherSuite}, the version of the key in four bytes, a
 * nonce of 24 bytes, and what the suite made of the value, which ends with a tag of 16 bytes. It
 * has the length of the value and {@value #OVERHEAD} bytes. Immutable.
 */
public final class Ciphertext {

  /** By how many bytes an encrypted value is longer. */
  public static final int OVERHEAD = 46;

  static final int NONCE_LENGTH = 24;

  private static final byte MARK = 'L';
  private static final int HEADER = 6;
  private static final int TAG = 16;
  private static final String TEXT = "lh1.";

  private final CipherSuite suite;
  private final int keyVersion;
  private final byte[] bytes;

  private Ciphertext(CipherSuite suite, int keyVersion, byte[] bytes) {
    this.suite = suite;
    this.keyVersion = keyVersion;
    this.bytes = bytes;
  }

  static Ciphertext of(CipherSuite suite, int keyVersion, byte[] nonce, byte[] body) {
    ByteBuffer all = ByteBuffer.allocate(HEADER + nonce.length + body.length);
    all.put(MARK).put(suite.id()).putInt(keyVersion).put(nonce).put(body);
    return new Ciphertext(suite, keyVersion, all.array());
  }

  /** Reads a ciphertext; empty if it cannot be one. That it opens is not said by this. */
  public static Optional<Ciphertext> read(byte[] bytes) {
    if (bytes.length < HEADER + NONCE_LENGTH + TAG || bytes[0] != MARK) {
      return Optional.empty();
    }
    int version = ByteBuffer.wrap(bytes, 2, Integer.BYTES).getInt();
    return version < 1
        ? Optional.empty()
        : CipherSuite.of(bytes[1]).map(suite -> new Ciphertext(suite, version, bytes.clone()));
  }

  /** Reads what {@link #text} wrote; empty if it cannot be a ciphertext. */
  public static Optional<Ciphertext> read(String text) {
    if (!text.startsWith(TEXT)) {
      return Optional.empty();
    }
    try {
      return read(Base64.getUrlDecoder().decode(text.substring(TEXT.length())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** How it is encrypted. */
  public CipherSuite suite() {
    return suite;
  }

  /** With which version of the tenant's key it is encrypted. */
  public int keyVersion() {
    return keyVersion;
  }

  /** All of it, for a column of bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** All of it, for a column of text. */
  public String text() {
    return TEXT + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  byte[] nonce() {
    return Arrays.copyOfRange(bytes, HEADER, HEADER + NONCE_LENGTH);
  }

  byte[] body() {
    return Arrays.copyOfRange(bytes, HEADER + NONCE_LENGTH, bytes.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ciphertext ciphertext && Arrays.equals(bytes, ciphertext.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Ciphertext[" + suite + ", key version " + keyVersion + "]";
  }
}
