package io.leasehold.localaws.internal.s3;

import io.leasehold.localaws.internal.access.Authenticated;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.AwsRequest;
import java.util.Optional;

/** One request to S3 with the place it is about. */
record S3Call(Authenticated signed, S3Address address) {

  AwsRequest request() {
    return signed.request();
  }

  String bucket() {
    return address.bucket().orElseThrow();
  }

  String key() {
    return address.key().orElseThrow();
  }

  Optional<String> parameter(String name) {
    return request().query().find(name);
  }

  int number(String name, int otherwise) {
    try {
      return parameter(name).map(Integer::parseInt).orElse(otherwise);
    } catch (NumberFormatException e) {
      throw S3Errors.invalidArgument("Provided " + name + " not an integer");
    }
  }

  /** The body; refused if it is not the one that was announced. */
  byte[] payload() {
    byte[] payload = signed.payload();
    request()
        .header("x-amz-decoded-content-length")
        .ifPresent(
            length -> {
              if (!length.equals(Integer.toString(payload.length))) {
                throw AwsException.badRequest(
                    "IncompleteBody",
                    "You did not provide the number of bytes specified by the"
                        + " x-amz-decoded-content-length HTTP header");
              }
            });
    return payload;
  }

  static String bucketArn(String bucket) {
    return "arn:aws:s3:::" + bucket;
  }

  static String objectArn(String bucket, String key) {
    return "arn:aws:s3:::" + bucket + "/" + key;
  }
}
