package io.leasehold.localaws.internal.s3;

import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.AwsResponse;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Buckets themselves. */
final class BucketOperations {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final String FIRST_REGION = "us-east-1";

  private final Buckets buckets;
  private final Clock clock;

  BucketOperations(Buckets buckets, Clock clock) {
    this.buckets = buckets;
    this.clock = clock;
  }

  AwsResponse list(S3Call call) {
    buckets.require(call, "ListAllMyBuckets", "*", Map.of());
    String accountId = call.signed().principal().accountId();
    List<Bucket> own =
        buckets.all().values().stream()
            .filter(bucket -> bucket.accountId().equals(accountId))
            .sorted(Comparator.comparing(Bucket::name))
            .toList();
    return S3Xml.answer(
        "ListAllMyBucketsResult",
        xml ->
            xml.element("Owner", owner -> owner.text("ID", accountId))
                .element(
                    "Buckets",
                    list ->
                        own.forEach(
                            bucket ->
                                list.element(
                                    "Bucket",
                                    b ->
                                        b.text("Name", bucket.name())
                                            .time("CreationDate", bucket.created())
                                            .text("BucketRegion", bucket.region())))));
  }

  AwsResponse create(S3Call call) {
    String name = call.bucket();
    buckets.require(call, "CreateBucket", S3Call.bucketArn(name), Map.of());
    if (!NAME.matcher(name).matches() || name.contains("..")) {
      throw AwsException.badRequest("InvalidBucketName", "The specified bucket is not valid.");
    }
    String region = call.signed().region();
    byte[] body = call.payload();
    Optional<String> constraint =
        body.length == 0
            ? Optional.empty()
            : S3Xml.text(S3Xml.read(body), "LocationConstraint").filter(text -> !text.isEmpty());
    if (!constraint.orElse(FIRST_REGION).equals(region)) {
      throw AwsException.badRequest(
          "IllegalLocationConstraintException",
          "The "
              + constraint.orElse("unspecified")
              + " location constraint is incompatible for the region specific endpoint this"
              + " request was sent to.");
    }
    String accountId = call.signed().principal().accountId();
    Bucket made = new Bucket(name, accountId, region, clock.instant());
    Bucket present = buckets.all().putIfAbsent(name, made);
    if (present != null) {
      throw present.accountId().equals(accountId)
          ? new AwsException(
              409,
              "BucketAlreadyOwnedByYou",
              "Your previous request to create the named bucket succeeded and you already own it.")
          : new AwsException(
              409,
              "BucketAlreadyExists",
              "The requested bucket name is not available. The bucket namespace is shared by all"
                  + " users of the system.");
    }
    return AwsResponse.empty(200).with("Location", "/" + name);
  }

  AwsResponse head(S3Call call) {
    Bucket bucket = buckets.forBucket(call, "ListBucket", Map.of());
    return AwsResponse.empty(200).with("x-amz-bucket-region", bucket.region());
  }

  AwsResponse location(S3Call call) {
    Bucket bucket = buckets.forBucket(call, "GetBucketLocation", Map.of());
    String region = bucket.region().equals(FIRST_REGION) ? "" : bucket.region();
    return S3Xml.answer("LocationConstraint", xml -> xml.value(region));
  }

  AwsResponse delete(S3Call call) {
    Bucket bucket = buckets.forBucket(call, "DeleteBucket", Map.of());
    synchronized (bucket) {
      if (!bucket.objects().isEmpty()) {
        throw new AwsException(
            409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
      }
      buckets.all().remove(bucket.name(), bucket);
    }
    return AwsResponse.empty(204);
  }
}
