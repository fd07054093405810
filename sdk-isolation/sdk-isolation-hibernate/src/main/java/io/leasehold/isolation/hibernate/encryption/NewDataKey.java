package io.leasehold.isolation.hibernate.encryption;

import java.util.Objects;

/** A data key just made: the key itself, and what is stored of it. */
public final class NewDataKey {

  private final byte[] plain;
  private final WrappedKey wrapped;

  /**
   * A new data key.
   *
   * @param plain the key; this object keeps the array, which is wiped when the key is not needed
   *     any more
   * @param wrapped the same key, wrapped
   * @throws IllegalArgumentException if the key has not {@value DataKey#LENGTH} bytes
   */
  public NewDataKey(byte[] plain, WrappedKey wrapped) {
    this.plain = DataKey.requireLength(plain);
    this.wrapped = Objects.requireNonNull(wrapped, "wrapped");
  }

  /** The key, not a copy of it. */
  byte[] plain() {
    return plain;
  }

  /** The wrapped key. */
  public WrappedKey wrapped() {
    return wrapped;
  }

  @Override
  public String toString() {
    return "NewDataKey[" + wrapped + "]";
  }
}
