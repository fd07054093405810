package io.leasehold.localaws.internal.sigv4;

import io.leasehold.localaws.internal.sigv4.AuthenticationFailure.Reason;
import io.leasehold.localaws.internal.wire.AwsRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Verifies Signature Version 4 by computing it again with the secret of the key.
 *
 * <p>Written from the public specification; it shares no code with the SDK that signs.
 */
public final class SigV4Verifier {

  private static final Duration TOLERANCE = Duration.ofMinutes(15);
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private final Clock clock;

  /**
   * Creates the verifier.
   *
   * @param clock says when a presigned URL is over. Skew is judged by the real time, because the
   *     senders sign with it
   */
  public SigV4Verifier(Clock clock) {
    this.clock = clock;
  }

  /**
   * Verifies the request.
   *
   * @return the payload: the body, with the chunk framing removed if there was any
   * @throws AuthenticationFailure if the signature, its time or the body is wrong
   */
  public byte[] verify(AwsRequest request, SignatureClaim claim, String secretAccessKey) {
    requireTimely(claim);
    requireHeadersSigned(request, claim);
    byte[] body = request.body();
    String payloadHash = payloadHash(request, claim, body);
    SigningKey key = new SigningKey(secretAccessKey, claim.scope());
    String canonical = CanonicalRequest.of(request, claim, payloadHash);
    if (!Hashes.same(key.sign(stringToSign(claim, canonical)), claim.signature())) {
      throw new AuthenticationFailure(
          Reason.WRONG_SIGNATURE,
          "The request signature we calculated does not match the signature you provided. Check"
              + " your AWS Secret Access Key and signing method. Consult the service documentation"
              + " for details.");
    }
    if (payloadHash.startsWith("STREAMING-")) {
      return new ChunkedPayload(payloadHash, key, claim).read(body);
    }
    if (SHA256.matcher(payloadHash).matches() && !Hashes.same(payloadHash, Hashes.sha256(body))) {
      throw new AuthenticationFailure(
          Reason.WRONG_CONTENT,
          "The provided 'x-amz-content-sha256' header does not match what was computed.");
    }
    return body;
  }

  private static String stringToSign(SignatureClaim claim, String canonical) {
    return String.join(
        "\n",
        "AWS4-HMAC-SHA256",
        claim.timestamp(),
        claim.scope().text(),
        Hashes.sha256(canonical.getBytes(StandardCharsets.UTF_8)));
  }

  private String payloadHash(AwsRequest request, SignatureClaim claim, byte[] body) {
    if (!claim.scope().service().equals("s3")) {
      return Hashes.sha256(body);
    }
    if (claim.presigned()) {
      return request.header("x-amz-content-sha256").orElse(UNSIGNED);
    }
    String hash =
        request
            .header("x-amz-content-sha256")
            .orElseThrow(
                () ->
                    new AuthenticationFailure(
                        Reason.MALFORMED,
                        "Missing required header for this request: x-amz-content-sha256"));
    if (!hash.equals(UNSIGNED)
        && !hash.startsWith("STREAMING-")
        && !SHA256.matcher(hash).matches()) {
      throw new AuthenticationFailure(
          Reason.MALFORMED,
          "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-... or a valid sha256 value.");
    }
    return hash;
  }

  private void requireTimely(SignatureClaim claim) {
    Instant signedAt = claim.signedAt();
    if (!claim.timestamp().startsWith(claim.scope().date())) {
      throw new AuthenticationFailure(
          Reason.WRONG_SIGNATURE, "Date in Credential scope does not match the request's date.");
    }
    Instant now = Instant.now();
    boolean tooNew = signedAt.isAfter(now.plus(TOLERANCE));
    boolean tooOld =
        claim
            .validFor()
            .map(validFor -> false)
            .orElseGet(() -> signedAt.isBefore(now.minus(TOLERANCE)));
    if (tooNew || tooOld) {
      throw new AuthenticationFailure(
          Reason.SKEWED,
          tooOld
              ? "Signature expired: " + claim.timestamp() + " is now earlier than the server's time"
              : "Signature not yet current: "
                  + claim.timestamp()
                  + " is still later than the"
                  + " server's time");
    }
    if (claim.validFor().isPresent()
        && clock.instant().isAfter(signedAt.plus(claim.validFor().get()))) {
      throw new AuthenticationFailure(Reason.EXPIRED_URL, "Request has expired");
    }
  }

  // A header that is not covered could be added on the way: S3 refuses such a request.
  private static void requireHeadersSigned(AwsRequest request, SignatureClaim claim) {
    List<String> signed = claim.signedHeaders();
    if (!signed.contains("host")) {
      throw new AuthenticationFailure(
          Reason.MALFORMED, "'Host' or ':authority' must be a 'SignedHeader'");
    }
    if (claim.scope().service().equals("s3")) {
      for (String name : request.headers().keySet()) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("x-amz-") && !signed.contains(lower)) {
          throw new AuthenticationFailure(
              Reason.UNSIGNED_HEADER,
              "There were headers present in the request which were not signed: " + lower);
        }
      }
    }
  }
}
