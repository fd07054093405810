package io.leasehold.isolation.hibernate.encryption;

import java.util.Objects;

/**
 * A wrapped data key and which version it is.
 *
 * @param version 1 for the first
 * @param key the wrapped key
 */
public record StoredKey(int version, WrappedKey key) {

  /**
   * Validates.
   *
   * @throws IllegalArgumentException if the version is not positive
   */
  public StoredKey {
    Objects.requireNonNull(key, "key");
    if (version < 1) {
      throw new IllegalArgumentException("the first version of a key is 1, not " + version);
    }
  }
}
