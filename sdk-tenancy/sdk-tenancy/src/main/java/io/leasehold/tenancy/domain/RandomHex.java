package io.leasehold.tenancy.domain;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Values that nobody guesses. */
final class RandomHex {

  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomHex() {}

  static String bits128() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
