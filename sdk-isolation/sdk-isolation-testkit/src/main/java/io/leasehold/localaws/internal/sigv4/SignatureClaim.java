package io.leasehold.localaws.internal.sigv4;

import io.leasehold.localaws.internal.sigv4.AuthenticationFailure.Reason;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.Parameters;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * What a request says about its signature, not yet verified: from the {@code Authorization} header
 * or, for a presigned URL, from the query string.
 *
 * @param validFor how long a presigned URL may be used; empty for a signed header
 * @param sessionToken the token that came along, as temporary credentials need one
 */
public record SignatureClaim(
    SignatureScope scope,
    List<String> signedHeaders,
    String signature,
    String timestamp,
    Optional<Duration> validFor,
    Optional<String> sessionToken) {

  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

  /** Copies the list. */
  public SignatureClaim {
    signedHeaders = List.copyOf(signedHeaders);
  }

  /**
   * The claim of the request; empty if it is not signed at all.
   *
   * @throws AuthenticationFailure if there is a signature that cannot be read
   */
  public static Optional<SignatureClaim> of(AwsRequest request) {
    Optional<String> header = request.header("Authorization");
    if (header.isPresent()) {
      return Optional.of(fromHeader(request, header.get()));
    }
    if (request.query().has("X-Amz-Algorithm")) {
      return Optional.of(fromQuery(request.query()));
    }
    return Optional.empty();
  }

  private static SignatureClaim fromHeader(AwsRequest request, String header) {
    if (!header.startsWith(ALGORITHM + " ")) {
      throw malformed("Unsupported Authorization Type");
    }
    String fields = header.substring(ALGORITHM.length() + 1);
    return new SignatureClaim(
        SignatureScope.parse(field(fields, "Credential")),
        List.of(field(fields, "SignedHeaders").split(";")),
        field(fields, "Signature"),
        request
            .header("X-Amz-Date")
            .orElseThrow(() -> malformed("a signed request needs the header X-Amz-Date")),
        Optional.empty(),
        request.header("X-Amz-Security-Token"));
  }

  private static String field(String fields, String name) {
    for (String field : fields.split(",", -1)) {
      String trimmed = field.trim();
      if (trimmed.startsWith(name + "=")) {
        return trimmed.substring(name.length() + 1);
      }
    }
    throw malformed("Authorization header requires '" + name + "' parameter.");
  }

  private static SignatureClaim fromQuery(Parameters query) {
    if (!required(query, "X-Amz-Algorithm").equals(ALGORITHM)) {
      throw malformed("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
    }
    return new SignatureClaim(
        SignatureScope.parse(required(query, "X-Amz-Credential")),
        List.of(required(query, "X-Amz-SignedHeaders").split(";")),
        required(query, "X-Amz-Signature"),
        required(query, "X-Amz-Date"),
        Optional.of(validity(required(query, "X-Amz-Expires"))),
        query.find("X-Amz-Security-Token"));
  }

  private static Duration validity(String text) {
    long seconds;
    try {
      seconds = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw malformed("X-Amz-Expires should be a number");
    }
    if (seconds < 0 || seconds > 604_800) {
      throw malformed("X-Amz-Expires must be less than a week (in seconds)");
    }
    return Duration.ofSeconds(seconds);
  }

  private static String required(Parameters query, String name) {
    return query.find(name).orElseThrow(() -> malformed("Query-string needs " + name));
  }

  /** When the request says it was signed. */
  public Instant signedAt() {
    try {
      return LocalDateTime.parse(timestamp, TIMESTAMP).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw malformed("the date of the signature is not of the form 20260131T235959Z");
    }
  }

  /** Whether the signature is in the query string. */
  public boolean presigned() {
    return validFor.isPresent();
  }

  private static AuthenticationFailure malformed(String message) {
    return new AuthenticationFailure(Reason.MALFORMED, message);
  }
}
