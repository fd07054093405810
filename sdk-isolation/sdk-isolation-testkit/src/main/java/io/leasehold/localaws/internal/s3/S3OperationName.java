package io.leasehold.localaws.internal.s3;

import io.leasehold.localaws.internal.wire.AwsRequest;

/** The name of the S3 operation that a request asks for. */
public final class S3OperationName {

  private S3OperationName() {}

  /** The name in the API; method, place and sub-resource if it is not simulated. */
  public static String of(AwsRequest request) {
    return S3Operation.of(request)
        .map(S3Operation::apiName)
        .orElseGet(
            () -> {
              S3Address address = S3Address.of(request);
              String place = address.key().map(key -> "object").orElse("bucket");
              return request.method() + " " + place + S3Operation.selectors(request.query());
            });
  }
}
