package io.leasehold.localaws.internal.sigv4;

import io.leasehold.localaws.internal.sigv4.AuthenticationFailure.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * A body in {@code aws-chunked} coding: chunks with a signature each that continues the one before,
 * then perhaps trailers with the checksum of the whole and their own signature.
 */
final class ChunkedPayload {

  private static final String EMPTY_HASH = Hashes.sha256(new byte[0]);

  private final boolean signed;
  private final boolean trailers;
  private final SigningKey key;
  private final SignatureClaim claim;
  private String previousSignature;

  ChunkedPayload(String payloadHash, SigningKey key, SignatureClaim claim) {
    switch (payloadHash) {
      case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
          "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
          "STREAMING-UNSIGNED-PAYLOAD-TRAILER" -> {}
      default ->
          throw new AuthenticationFailure(
              Reason.MALFORMED, "localaws does not simulate the payload kind " + payloadHash);
    }
    this.signed = payloadHash.startsWith("STREAMING-AWS4-HMAC-SHA256");
    this.trailers = payloadHash.endsWith("-TRAILER");
    this.key = key;
    this.claim = claim;
    this.previousSignature = claim.signature();
  }

  byte[] read(byte[] body) {
    ByteArrayOutputStream payload = new ByteArrayOutputStream(body.length);
    Lines lines = new Lines(body);
    while (true) {
      String[] head = lines.next().split(";", 2);
      byte[] chunk = lines.take(size(head[0]));
      verifyChunk(head, chunk);
      if (chunk.length == 0) {
        break;
      }
      payload.writeBytes(chunk);
      lines.end();
    }
    byte[] data = payload.toByteArray();
    if (trailers) {
      verifyTrailers(lines, data);
    }
    return data;
  }

  private static int size(String hex) {
    try {
      int size = Integer.parseInt(hex, 16);
      if (size >= 0) {
        return size;
      }
    } catch (NumberFormatException e) {
      // falls through: the answer is the same
    }
    throw broken("a chunk has no valid size");
  }

  private void verifyChunk(String[] head, byte[] chunk) {
    if (!signed) {
      return;
    }
    if (head.length < 2 || !head[1].startsWith("chunk-signature=")) {
      throw broken("a chunk has no signature");
    }
    String stringToSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256-PAYLOAD",
            claim.timestamp(),
            claim.scope().text(),
            previousSignature,
            EMPTY_HASH,
            Hashes.sha256(chunk));
    requireSignature(stringToSign, head[1].substring("chunk-signature=".length()));
  }

  private void verifyTrailers(Lines lines, byte[] data) {
    List<String> checksums = new ArrayList<>();
    StringBuilder canonical = new StringBuilder();
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.isEmpty()) {
        break;
      }
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw broken("a trailer has no name");
      }
      String name = line.substring(0, colon).trim().toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).trim();
      if (name.equals("x-amz-trailer-signature")) {
        requireTrailerSignature(canonical.toString(), value);
        canonical.setLength(0);
      } else {
        canonical.append(name).append(':').append(value).append('\n');
        checksums.add(name + ":" + value);
      }
    }
    if (signed && canonical.length() > 0) {
      throw broken("the trailers have no signature");
    }
    for (String checksum : checksums) {
      int colon = checksum.indexOf(':');
      requireChecksum(checksum.substring(0, colon), checksum.substring(colon + 1), data);
    }
  }

  private void requireTrailerSignature(String canonical, String signature) {
    String stringToSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256-TRAILER",
            claim.timestamp(),
            claim.scope().text(),
            previousSignature,
            Hashes.sha256(canonical.getBytes(StandardCharsets.UTF_8)));
    requireSignature(stringToSign, signature);
  }

  private void requireSignature(String stringToSign, String signature) {
    if (!Hashes.same(key.sign(stringToSign), signature)) {
      throw new AuthenticationFailure(
          Reason.WRONG_SIGNATURE, "the signature of a chunk does not match its content");
    }
    previousSignature = signature;
  }

  private static void requireChecksum(String name, String value, byte[] data) {
    if (!name.startsWith("x-amz-checksum-")) {
      return;
    }
    String algorithm = name.substring("x-amz-checksum-".length());
    byte[] computed = Checksums.compute(algorithm, data);
    if (!Base64.getEncoder().encodeToString(computed).equals(value)) {
      throw new AuthenticationFailure(
          Reason.WRONG_CONTENT, "Value for " + name + " trailing header is invalid.");
    }
  }

  private static AuthenticationFailure broken(String message) {
    return new AuthenticationFailure(
        Reason.WRONG_CONTENT, "the body is not in aws-chunked coding: " + message);
  }

  /** Cuts the body into lines that end with CR LF, and runs of bytes. */
  private static final class Lines {
    private final byte[] body;
    private int at;

    Lines(byte[] body) {
      this.body = body;
    }

    boolean hasNext() {
      return at < body.length;
    }

    String next() {
      for (int i = at; i + 1 < body.length; i++) {
        if (body[i] == '\r' && body[i + 1] == '\n') {
          String line = new String(body, at, i - at, StandardCharsets.UTF_8);
          at = i + 2;
          return line;
        }
      }
      throw broken("it ends early");
    }

    byte[] take(int length) {
      if (length > body.length - at) {
        throw broken("it ends early");
      }
      byte[] bytes = new byte[length];
      System.arraycopy(body, at, bytes, 0, length);
      at += length;
      return bytes;
    }

    void end() {
      if (!next().isEmpty()) {
        throw broken("a chunk is longer than its size");
      }
    }
  }
}
