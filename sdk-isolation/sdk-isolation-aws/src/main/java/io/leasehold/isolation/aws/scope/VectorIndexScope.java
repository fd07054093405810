package io.leasehold.isolation.aws.scope;

import io.leasehold.isolation.aws.internal.Names;
import io.leasehold.isolation.proof.Ownership;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The S3 vector index of each tenant. Not to list indexes, which shows all of the bucket; a filter
 * on metadata would be no boundary.
 *
 * @param bucket the vector bucket
 * @param before what comes before the tenant id in the name of the index; may be empty
 */
public record VectorIndexScope(String bucket, String before) implements TenantResourceScope {

  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
  private static final Pattern BEFORE = Pattern.compile("[a-z0-9.-]{0,30}");
  private static final List<String> ACTIONS =
      List.of(
          "s3vectors:QueryVectors",
          "s3vectors:PutVectors",
          "s3vectors:GetVectors",
          "s3vectors:DeleteVectors");
  private static final List<String> OTHERS =
      List.of("s3vectors:ListIndexes", "s3vectors:DeleteIndex", "s3vectors:PutVectorBucketPolicy");

  /**
   * Validates the names.
   *
   * @throws IllegalArgumentException if one is malformed
   */
  public VectorIndexScope {
    Names.require(BUCKET, bucket, "a vector bucket has 3 to 63 characters out of a-z0-9-");
    Names.require(BEFORE, before, "what comes before the id is of a-z0-9.-");
  }

  /** Indexes such as {@code acme} in that bucket. */
  public static VectorIndexScope bucket(String bucket) {
    return new VectorIndexScope(bucket, "");
  }

  @Override
  public String label() {
    return "vector index " + before + TENANT + " of " + bucket;
  }

  @Override
  public List<Grant> grants(AwsPlace place) {
    return thing(place).grants();
  }

  @Override
  public Ownership ownership(AwsPlace place) {
    return thing(place).ownership();
  }

  private NamedThing thing(AwsPlace place) {
    return new NamedThing(
        "s3vectors",
        ACTIONS,
        OTHERS,
        List.of(place.arn("s3vectors", "bucket/" + bucket + "/index/" + before + TENANT)),
        place.arn("s3vectors", "bucket/" + bucket + "*"));
  }
}
