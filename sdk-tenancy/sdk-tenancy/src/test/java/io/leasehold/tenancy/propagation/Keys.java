package io.leasehold.tenancy.propagation;

import java.util.Arrays;

/** Keys of these tests. */
final class Keys {

  static final PropagationKey SPRING = key("spring", 1);
  static final PropagationKey SUMMER = key("summer", 2);

  private Keys() {}

  static PropagationKey key(String id, int filling) {
    byte[] secret = new byte[32];
    Arrays.fill(secret, (byte) filling);
    return PropagationKey.of(id, secret);
  }
}
