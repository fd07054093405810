package io.leasehold.localaws.internal.s3;

import com.fasterxml.jackson.databind.JsonNode;
import io.leasehold.localaws.internal.access.AccessDenied;
import io.leasehold.localaws.internal.server.Refusals;
import io.leasehold.localaws.internal.sigv4.AuthenticationFailure;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.AwsResponse;
import io.leasehold.localaws.internal.wire.Xml;

/** How Amazon S3 words refusals. */
public final class S3Refusals implements Refusals {

  @Override
  public AwsException refusal(AuthenticationFailure failure) {
    return switch (failure.reason()) {
      case MISSING -> S3Errors.accessDenied();
      case UNSIGNED_HEADER, EXPIRED_URL -> new AwsException(403, "AccessDenied", failure.text());
      case MALFORMED -> AwsException.badRequest("AuthorizationHeaderMalformed", failure.text());
      case UNKNOWN_KEY ->
          new AwsException(
              403,
              "InvalidAccessKeyId",
              "The AWS Access Key Id you provided does not exist in our records.");
      case INVALID_TOKEN ->
          AwsException.badRequest(
              "InvalidToken", "The provided token is malformed or otherwise invalid.");
      case EXPIRED_TOKEN ->
          AwsException.badRequest("ExpiredToken", "The provided token has expired.");
      case WRONG_SIGNATURE -> new AwsException(403, "SignatureDoesNotMatch", failure.text());
      case SKEWED -> new AwsException(403, "RequestTimeTooSkewed", failure.text());
      case WRONG_CONTENT -> AwsException.badRequest("XAmzContentSHA256Mismatch", failure.text());
    };
  }

  @Override
  public AwsException refusal(AccessDenied denied) {
    return new AwsException(403, "AccessDenied", denied.quotedMessage());
  }

  @Override
  public AwsResponse render(AwsException refusal, AwsRequest request, String requestId) {
    String body =
        Xml.document(
            "Error",
            "",
            xml ->
                xml.text("Code", refusal.code())
                    .text("Message", refusal.text())
                    .text("Resource", request.rawPath())
                    .text("RequestId", requestId)
                    .text("HostId", "localaws"));
    AwsResponse response =
        AwsResponse.text(refusal.status(), "application/xml", body)
            .with("x-amz-request-id", requestId);
    JsonNode region = refusal.members().get("Region");
    return region == null ? response : response.with("x-amz-bucket-region", region.asText());
  }
}
