package io.leasehold.tenancy.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The SHA-256 of a token, signature and all: what a cache may keep of it. */
record TokenDigest(long a, long b, long c, long d) {

  static TokenDigest of(String compactJwt) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      ByteBuffer digest =
          ByteBuffer.wrap(sha256.digest(compactJwt.getBytes(StandardCharsets.UTF_8)));
      return new TokenDigest(
          digest.getLong(), digest.getLong(), digest.getLong(), digest.getLong());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  @Override
  public int hashCode() {
    return (int) a;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenDigest that
        && a == that.a
        && b == that.b
        && c == that.c
        && d == that.d;
  }
}
