package io.leasehold.isolation.aws.guard.internal;

import io.leasehold.isolation.aws.guard.UnsupportedClientException;
import software.amazon.awssdk.awscore.AwsRequest;

/**
 * Keeps calls away from S3 Express. There the SDK trades the tenant's credentials for those of a
 * session that reaches the whole bucket, and keeps them in a cache of its own.
 */
final class ExpressBuckets {

  private static final String S3_REQUESTS = "software.amazon.awssdk.services.s3.model.";

  private ExpressBuckets() {}

  static void refuse(AwsRequest request) {
    if (request.getClass().getName().startsWith(S3_REQUESTS)
        && (named(request, "Bucket")
            || named(request, "SourceBucket")
            || named(request, "CopySource"))) {
      throw new UnsupportedClientException(
          "LH-ISO-152",
          "S3 Express cannot be used on behalf of tenants: its sessions reach the whole bucket;"
              + " use a general purpose bucket");
    }
  }

  private static boolean named(AwsRequest request, String field) {
    return request
        .getValueForField(field, String.class)
        .filter(ExpressBuckets::express)
        .isPresent();
  }

  private static boolean express(String bucket) {
    return bucket.contains("--x-s3")
        || bucket.contains("--xa-s3")
        || bucket.contains(":s3express:");
  }
}
