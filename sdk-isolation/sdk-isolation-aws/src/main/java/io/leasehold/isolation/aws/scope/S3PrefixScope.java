package io.leasehold.isolation.aws.scope;

import io.leasehold.isolation.aws.internal.Names;
import io.leasehold.isolation.proof.ForeignRequest;
import io.leasehold.isolation.proof.KeyShape;
import io.leasehold.isolation.proof.Ownership;
import io.leasehold.tenancy.TenantId;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The objects of an S3 bucket whose keys begin with the tenant id and a slash. The tenant may read,
 * write, delete and list them; not list without its prefix, not list versions or the uploads of
 * others, and not touch the bucket itself, ACLs, retention or tags.
 *
 * @param bucket the bucket's name
 * @param parent what comes before the tenant id in each key: empty, or ends with a slash
 */
public record S3PrefixScope(String bucket, String parent) implements TenantResourceScope {

  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern PARENT = Pattern.compile("(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*");
  private static final List<String> ON_OBJECTS =
      List.of("s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject");
  // ListBucketMultipartUploads has no s3:prefix key and would show every tenant's keys.
  private static final List<String> ON_BUCKET = List.of("s3:ListBucket");
  private static final List<String> LISTINGS = List.of("s3:ListBucket", "s3:ListBucketVersions");

  /**
   * Validates the names.
   *
   * @throws IllegalArgumentException if one is malformed
   */
  public S3PrefixScope {
    Names.require(BUCKET, bucket, "a bucket name has 3 to 63 characters out of a-z0-9.-");
    Names.require(PARENT, parent, "a parent is a path of plain segments, each followed by a slash");
  }

  /** The scope of keys such as {@code acme/logo.png} in that bucket. */
  public static S3PrefixScope bucket(String bucket) {
    return new S3PrefixScope(bucket, "");
  }

  /** The same below a parent such as {@code tenants/}. */
  public S3PrefixScope under(String parent) {
    return new S3PrefixScope(bucket, parent);
  }

  @Override
  public String label() {
    return "bucket " + bucket + (parent.isEmpty() ? "" : " under " + parent);
  }

  /** The prefix of all keys of the tenant; ends with a slash. */
  public String prefix(TenantId tenant) {
    // The slash is no character of a tenant id: without it, acme would reach acme-eu.
    return parent + tenant.value() + "/";
  }

  @Override
  public List<Grant> grants(AwsPlace place) {
    return List.of(
        new Grant(ON_OBJECTS, List.of(arn(place) + "/" + keys()), Map.of()),
        new Grant(
            ON_BUCKET, List.of(arn(place)), Map.of("StringLike", Map.of("s3:prefix", keys()))));
  }

  @Override
  public Ownership ownership(AwsPlace place) {
    return new Ownership(
        "s3",
        List.of(
            new ForeignRequest(ON_OBJECTS, arn(place) + "/" + keys(), Map.of()),
            new ForeignRequest(LISTINGS, arn(place), Map.of("s3:prefix", KeyShape.absent())),
            // A listing shows a key to whoever asks for any beginning of it.
            new ForeignRequest(
                LISTINGS, arn(place), Map.of("s3:prefix", KeyShape.beginningOf(keys())))),
        new ForeignRequest(
            List.of("s3:ListBucketMultipartUploads", "s3:GetObjectVersion"),
            arn(place) + "*",
            Map.of()));
  }

  private String keys() {
    return parent + TENANT + "/*";
  }

  private String arn(AwsPlace place) {
    return "arn:%s:s3:::%s".formatted(place.partition(), bucket);
  }
}
