package io.leasehold.localaws.internal.s3;

import io.leasehold.localaws.internal.wire.AwsRequest;

/** The name of the S3 operation that a request asks for. */
public final class S3OperationName {

  private S3OperationName() {}

  /** The name, or the method and sub-resource if it is not simulated. */
  public static String of(AwsRequest request) {
    return request.method();
  }
}
