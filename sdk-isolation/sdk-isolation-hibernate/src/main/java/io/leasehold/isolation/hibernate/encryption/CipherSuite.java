package io.leasehold.isolation.hibernate.encryption;

import java.util.Optional;

/** How a value is encrypted. A ciphertext says how it is, so another way may come beside it. */
public enum CipherSuite {
  /**
   * AES-256-GCM. The key of each value is derived from the data key, by HMAC-SHA-256 of the first
   * half of a random nonce of 24 bytes; the other half is the nonce of GCM. So a data key may
   * encrypt any number of values.
   */
  AES_256_GCM((byte) 1);

  private final byte id;

  CipherSuite(byte id) {
    this.id = id;
  }

  /** What a ciphertext has at its second byte. */
  public byte id() {
    return id;
  }

  static Optional<CipherSuite> of(byte id) {
    for (CipherSuite suite : values()) {
      if (suite.id == id) {
        return Optional.of(suite);
      }
    }
    return Optional.empty();
  }
}
