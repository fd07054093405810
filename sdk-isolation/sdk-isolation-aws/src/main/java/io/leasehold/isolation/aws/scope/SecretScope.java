package io.leasehold.isolation.aws.scope;

import io.leasehold.isolation.aws.internal.Names;
import io.leasehold.isolation.proof.Ownership;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The secrets whose names begin with a path, the tenant id and a slash. The slash matters: the ARN
 * of a secret ends with a hyphen and six characters, so that {@code app/acme-*} would take in the
 * secrets of {@code acme-eu} as well. Not to list secrets, nor to fetch them in batches.
 *
 * @param path what comes before the tenant id: path segments, each with a slash behind, such as
 *     {@code app/}
 */
public record SecretScope(String path) implements TenantResourceScope {

  private static final Pattern PATH = Pattern.compile("(?:[A-Za-z0-9_+=.@!-]{1,64}/)*");
  private static final List<String> ACTIONS =
      List.of("secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret");
  private static final List<String> OTHERS =
      List.of(
          "secretsmanager:PutSecretValue",
          "secretsmanager:PutResourcePolicy",
          "secretsmanager:TagResource",
          "secretsmanager:ReplicateSecretToRegions");

  /**
   * Validates the names.
   *
   * @throws IllegalArgumentException if one is malformed
   */
  public SecretScope {
    Names.require(PATH, path, "a path is plain segments, each followed by a slash");
  }

  /** Secrets such as {@code app/acme/database}. */
  public static SecretScope under(String path) {
    return new SecretScope(path);
  }

  @Override
  public String label() {
    return "secrets " + path + TENANT + "/";
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
        "secretsmanager",
        ACTIONS,
        OTHERS,
        List.of(place.arn("secretsmanager", "secret:" + path + TENANT + "/*")),
        place.arn("secretsmanager", "secret:*"));
  }
}
