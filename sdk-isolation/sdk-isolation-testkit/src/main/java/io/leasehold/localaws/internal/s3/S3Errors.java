package io.leasehold.localaws.internal.s3;

import io.leasehold.localaws.internal.wire.AwsException;

/** The refusals of S3 in its own words. */
final class S3Errors {

  private S3Errors() {}

  static AwsException noSuchBucket() {
    return new AwsException(404, "NoSuchBucket", "The specified bucket does not exist");
  }

  static AwsException noSuchKey() {
    return new AwsException(404, "NoSuchKey", "The specified key does not exist.");
  }

  static AwsException noSuchUpload() {
    return new AwsException(
        404,
        "NoSuchUpload",
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have"
            + " been aborted or completed.");
  }

  static AwsException accessDenied() {
    return new AwsException(403, "AccessDenied", "Access Denied");
  }

  static AwsException preconditionFailed() {
    return new AwsException(
        412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
  }

  static AwsException invalidArgument(String message) {
    return AwsException.badRequest("InvalidArgument", message);
  }

  static AwsException malformedXml() {
    return AwsException.badRequest(
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published"
            + " schema");
  }
}
