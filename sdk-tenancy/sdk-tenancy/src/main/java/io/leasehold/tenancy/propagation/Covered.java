package io.leasehold.tenancy.propagation;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a signature covers, as bytes. Every part comes with its length in front, so no two different
 * lists of parts give the same bytes, and the purpose comes first, so that what was signed for one
 * purpose is worth nothing for another.
 */
final class Covered {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Covered() {}

  static Covered by(String purpose) {
    return new Covered().part(purpose);
  }

  Covered part(String text) {
    return part(text.getBytes(StandardCharsets.UTF_8));
  }

  Covered part(byte[] part) {
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
    bytes.writeBytes(part);
    return this;
  }

  Covered part(long number) {
    return part(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
