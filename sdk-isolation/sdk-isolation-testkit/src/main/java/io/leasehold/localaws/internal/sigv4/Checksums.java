package io.leasehold.localaws.internal.sigv4;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** The checksums that S3 accepts, by the name in their header. */
public final class Checksums {

  /** The names: what follows {@code x-amz-checksum-}. */
  public static final List<String> ALGORITHMS =
      List.of("crc32", "crc32c", "crc64nvme", "sha1", "sha256");

  private static final long CRC64_NVME = 0x9A6C9329AC4BC9B5L;

  private Checksums() {}

  /**
   * The checksum in its bytes, most significant first.
   *
   * @throws AuthenticationFailure if there is no such algorithm
   */
  public static byte[] compute(String algorithm, byte[] data) {
    return switch (algorithm) {
      case "crc32" -> crc(new CRC32(), data);
      case "crc32c" -> crc(new CRC32C(), data);
      case "crc64nvme" -> ByteBuffer.allocate(8).putLong(crc64(data)).array();
      case "sha1" -> digest("SHA-1", data);
      case "sha256" -> digest("SHA-256", data);
      default ->
          throw new AuthenticationFailure(
              AuthenticationFailure.Reason.WRONG_CONTENT,
              "The algorithm '" + algorithm + "' is not a checksum algorithm");
    };
  }

  /** A digest by its JDK name. */
  public static byte[] digest(String name, byte[] data) {
    try {
      return MessageDigest.getInstance(name).digest(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + name, e);
    }
  }

  private static byte[] crc(Checksum checksum, byte[] data) {
    checksum.update(data, 0, data.length);
    return Arrays.copyOfRange(ByteBuffer.allocate(8).putLong(checksum.getValue()).array(), 4, 8);
  }

  private static long crc64(byte[] data) {
    long crc = ~0L;
    for (byte octet : data) {
      crc ^= octet & 0xffL;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ CRC64_NVME;
      }
    }
    return ~crc;
  }
}
