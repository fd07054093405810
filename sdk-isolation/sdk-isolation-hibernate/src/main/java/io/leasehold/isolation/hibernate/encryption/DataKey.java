package io.leasehold.isolation.hibernate.encryption;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A data key in memory. It is never used itself but to derive keys, so that one may encrypt any
 * number of values. Thread-safe: it is never wiped while something is derived, because what would
 * be derived from zeros is no secret.
 */
final class DataKey {

  static final int LENGTH = 32;

  private static final String HMAC = "HmacSHA256";

  private final int version;
  private final byte[] bytes;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean wiped;

  /** Takes the array over. */
  DataKey(int version, byte[] bytes) {
    this.version = version;
    this.bytes = requireLength(bytes);
  }

  static byte[] requireLength(byte[] key) {
    if (key.length != LENGTH) {
      throw new IllegalArgumentException("a data key has " + LENGTH + " bytes, not " + key.length);
    }
    return key;
  }

  int version() {
    return version;
  }

  /** The HMAC-SHA-256 of the message; empty if the key was wiped. */
  Optional<byte[]> derive(byte[] message) {
    lock.readLock().lock();
    try {
      if (wiped) {
        return Optional.empty();
      }
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(bytes, HMAC));
      return Optional.of(mac.doFinal(message));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    } finally {
      lock.readLock().unlock();
    }
  }

  void wipe() {
    lock.writeLock().lock();
    try {
      wiped = true;
      Arrays.fill(bytes, (byte) 0);
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public String toString() {
    return "DataKey[" + version + "]";
  }
}
