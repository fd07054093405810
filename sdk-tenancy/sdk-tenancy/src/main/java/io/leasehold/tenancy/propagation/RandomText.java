package io.leasehold.tenancy.propagation;

import java.security.SecureRandom;
import java.util.Base64;

/** 128 random bits as 22 characters of base64url. */
final class RandomText {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 16;

  private RandomText() {}

  static String next() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
