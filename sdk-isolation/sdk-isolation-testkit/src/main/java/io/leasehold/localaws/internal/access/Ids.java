package io.leasehold.localaws.internal.access;

import java.security.SecureRandom;
import java.util.Base64;

/** Ids and secrets in the forms of AWS. Not guessable. */
public final class Ids {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final String SMALL = "abcdefghijklmnopqrstuvwxyz0123456789";

  private Ids() {}

  /** An id such as {@code AROA...}: the prefix and 16 letters and digits. */
  public static String unique(String prefix) {
    return prefix + pick(BASE32, 16);
  }

  /** Small letters and digits. */
  public static String small(int length) {
    return pick(SMALL, length);
  }

  /** An account id: twelve digits. */
  public static String account() {
    return pick("123456789", 1) + pick("0123456789", 11);
  }

  /** A secret access key: forty characters. */
  public static String secret() {
    return token(30);
  }

  /** Random bytes in Base64. */
  public static String token(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return Base64.getEncoder().encodeToString(random);
  }

  private static String pick(String alphabet, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
