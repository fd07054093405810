package io.leasehold.isolation.aws.scope;

import io.leasehold.isolation.aws.internal.Names;
import io.leasehold.isolation.proof.Ownership;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The objects behind the S3 access point of each tenant. The bucket's policy must delegate to
 * access points only, and each access point's own policy must keep to the tenant's prefix.
 *
 * @param before what comes before the tenant id in the name of the access point; may be empty
 */
public record S3AccessPointScope(String before) implements TenantResourceScope {

  private static final Pattern BEFORE = Pattern.compile("[a-z0-9-]{0,20}");
  private static final List<String> ACTIONS =
      List.of("s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload");
  private static final List<String> OTHERS = List.of("s3:PutObjectAcl", "s3:GetObjectVersion");

  /**
   * Validates the names.
   *
   * @throws IllegalArgumentException if one is malformed
   */
  public S3AccessPointScope {
    Names.require(BEFORE, before, "what comes before the id is of a-z0-9-");
  }

  /** Access points such as {@code data-acme}. */
  public static S3AccessPointScope prefixed(String before) {
    return new S3AccessPointScope(before);
  }

  @Override
  public String label() {
    return "access point " + before + TENANT;
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
        "s3",
        ACTIONS,
        OTHERS,
        List.of(place.arn("s3", "accesspoint/" + before + TENANT + "/object/*")),
        place.arn("s3", "accesspoint/*"));
  }
}
