package io.leasehold.localaws.internal.s3;

import com.fasterxml.jackson.databind.node.TextNode;
import io.leasehold.localaws.internal.access.AccessDenied;
import io.leasehold.localaws.internal.access.Authorizer;
import io.leasehold.localaws.internal.wire.AwsException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** All buckets of all accounts, and who may do what to them. Thread-safe. */
final class Buckets {

  private final Authorizer authorizer;
  private final ConcurrentMap<String, Bucket> buckets = new ConcurrentHashMap<>();

  Buckets(Authorizer authorizer) {
    this.authorizer = authorizer;
  }

  ConcurrentMap<String, Bucket> all() {
    return buckets;
  }

  void require(S3Call call, String action, String arn, Map<String, List<String>> context) {
    authorizer.require(call.signed(), "s3:" + action, arn, context);
  }

  /** The bucket of the request, after permission for the action on the bucket. */
  Bucket forBucket(S3Call call, String action, Map<String, List<String>> context) {
    require(call, action, S3Call.bucketArn(call.bucket()), context);
    return existing(call, call.bucket());
  }

  /** The bucket of the request, after permission for the action on its key. */
  Bucket forObject(S3Call call, String action) {
    return forObject(call, action, call.bucket(), call.key(), Map.of());
  }

  Bucket forObject(
      S3Call call, String action, String bucket, String key, Map<String, List<String>> context) {
    require(call, action, S3Call.objectArn(bucket, key), context);
    return existing(call, bucket);
  }

  private Bucket existing(S3Call call, String name) {
    Bucket bucket = buckets.get(name);
    if (bucket == null) {
      throw S3Errors.noSuchBucket();
    }
    // There are no bucket policies here, so nobody reaches into another account.
    boolean foreign = !bucket.accountId().equals(call.signed().principal().accountId());
    boolean unexpected =
        call.request()
            .header("x-amz-expected-bucket-owner")
            .filter(owner -> !owner.equals(bucket.accountId()))
            .isPresent();
    if (foreign || unexpected) {
      throw S3Errors.accessDenied();
    }
    if (!bucket.region().equals(call.signed().region())) {
      throw new AwsException(
              301,
              "PermanentRedirect",
              "The bucket is in the Region "
                  + bucket.region()
                  + " and must be addressed with a signature for it.")
          .with("Region", TextNode.valueOf(bucket.region()));
    }
    return bucket;
  }

  /** What to say of a missing key: who may not list does not learn that it is missing. */
  AwsException missingKey(S3Call call, String bucket) {
    try {
      require(call, "ListBucket", S3Call.bucketArn(bucket), Map.of());
      return S3Errors.noSuchKey();
    } catch (AccessDenied denied) {
      return new AwsException(403, "AccessDenied", denied.quotedMessage());
    }
  }
}
