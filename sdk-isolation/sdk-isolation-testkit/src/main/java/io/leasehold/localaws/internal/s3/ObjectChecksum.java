package io.leasehold.localaws.internal.s3;

import io.leasehold.localaws.internal.sigv4.Checksums;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.AwsResponse;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The checksum of an object or part.
 *
 * @param algorithm as in the header names, in small letters
 * @param value in Base64
 */
record ObjectChecksum(String algorithm, String value) {

  private static final String HEADER = "x-amz-checksum-";

  /**
   * Verifies every checksum that came with the bytes, and computes the one to keep.
   *
   * @throws AwsException BadDigest if one of them is wrong
   */
  static ObjectChecksum of(AwsRequest request, byte[] data) {
    request
        .header("Content-MD5")
        .ifPresent(
            md5 -> {
              if (!md5.equals(base64(Checksums.digest("MD5", data)))) {
                throw badDigest("Content-MD5");
              }
            });
    String kept =
        request
            .header("x-amz-sdk-checksum-algorithm")
            .map(name -> name.toLowerCase(Locale.ROOT))
            .or(() -> request.header("x-amz-trailer").map(name -> name.replace(HEADER, "")))
            .orElse("crc64nvme");
    for (String algorithm : Checksums.ALGORITHMS) {
      var given = request.header(HEADER + algorithm);
      if (given.isPresent()) {
        if (!given.get().equals(base64(Checksums.compute(algorithm, data)))) {
          throw badDigest(HEADER + algorithm);
        }
        kept = algorithm;
      }
    }
    if (!Checksums.ALGORITHMS.contains(kept)) {
      throw AwsException.badRequest(
          "InvalidRequest", "Value for x-amz-checksum-algorithm header is invalid.");
    }
    return new ObjectChecksum(kept, base64(Checksums.compute(kept, data)));
  }

  private static AwsException badDigest(String header) {
    return AwsException.badRequest(
        "BadDigest", "The " + header + " you specified did not match what we received.");
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** The entity tag of bytes that were sent in one piece, with its quotes. */
  static String etag(byte[] data) {
    return '"' + HexFormat.of().formatHex(Checksums.digest("MD5", data)) + '"';
  }

  AwsResponse addTo(AwsResponse response) {
    return response.with(HEADER + algorithm, value).with("x-amz-checksum-type", "FULL_OBJECT");
  }
}
