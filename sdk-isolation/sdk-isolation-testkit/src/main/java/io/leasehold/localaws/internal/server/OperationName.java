package io.leasehold.localaws.internal.server;

import io.leasehold.localaws.internal.s3.S3OperationName;
import io.leasehold.localaws.internal.sigv4.AuthenticationFailure;
import io.leasehold.localaws.internal.sigv4.SignatureClaim;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.Parameters;

/** Which operation of which service a request names, before anything about it is verified. */
public record OperationName(String service, String operation) {

  private static final String UNKNOWN = "unknown";

  /** The names; {@code unknown} where the request gives none. */
  public static OperationName of(AwsRequest request) {
    String service = service(request);
    if (service.equals("s3")) {
      return new OperationName(service, S3OperationName.of(request));
    }
    String target = request.header("X-Amz-Target").orElse("");
    if (!target.isEmpty()) {
      return new OperationName(service, target.substring(target.lastIndexOf('.') + 1));
    }
    String action =
        Parameters.parse(request.text(), true)
            .find("Action")
            .or(() -> request.query().find("Action"))
            .orElse(UNKNOWN);
    return new OperationName(service, action);
  }

  private static String service(AwsRequest request) {
    if (request.rawPath().equals("/federation")) {
      return "signin";
    }
    try {
      return SignatureClaim.of(request).map(claim -> claim.scope().service()).orElse(UNKNOWN);
    } catch (AuthenticationFailure e) {
      return UNKNOWN;
    }
  }
}
