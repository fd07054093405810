package io.leasehold.isolation.hibernate.encryption;

import java.util.Arrays;
import java.util.Objects;

/** A data key that a master key has encrypted. Immutable. */
public final class WrappedKey {

  private final String masterKey;
  private final byte[] bytes;

  /**
   * A wrapped key.
   *
   * @param masterKey the name of the master key
   * @param bytes what that made of the data key
   */
  public WrappedKey(String masterKey, byte[] bytes) {
    this.masterKey = Objects.requireNonNull(masterKey, "masterKey");
    this.bytes = bytes.clone();
  }

  /** The name of the master key, for operators; never trusted when the key is opened. */
  public String masterKey() {
    return masterKey;
  }

  /** What the master key made of the data key. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WrappedKey key
        && masterKey.equals(key.masterKey)
        && Arrays.equals(bytes, key.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * masterKey.hashCode() + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "WrappedKey[" + masterKey + "]";
  }
}
