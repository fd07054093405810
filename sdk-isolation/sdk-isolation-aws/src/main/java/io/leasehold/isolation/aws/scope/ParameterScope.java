package io.leasehold.isolation.aws.scope;

import io.leasehold.isolation.aws.internal.Names;
import io.leasehold.isolation.proof.ForeignRequest;
import io.leasehold.isolation.proof.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The SSM parameters below a path and the tenant id. Reading by path is checked by SSM against the
 * path that is asked for and not against what it returns, so the parent of all tenants must never
 * be granted.
 *
 * @param path what comes before the tenant id: path segments, each with a slash behind, such as
 *     {@code app/}; without a leading slash
 */
public record ParameterScope(String path) implements TenantResourceScope {

  private static final Pattern PATH = Pattern.compile("(?:[A-Za-z0-9_.-]{1,64}/)+");
  private static final List<String> BY_NAME =
      List.of("ssm:GetParameter", "ssm:GetParameterHistory", "ssm:GetParameters");
  private static final List<String> BY_PATH = List.of("ssm:GetParametersByPath");

  /**
   * Validates the path.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  public ParameterScope {
    Names.require(PATH, path, "a path is plain segments, each followed by a slash");
  }

  /** Parameters such as {@code /app/acme/url}. */
  public static ParameterScope under(String path) {
    return new ParameterScope(path);
  }

  @Override
  public String label() {
    return "parameters " + path + TENANT + "/";
  }

  @Override
  public List<Grant> grants(AwsPlace place) {
    String own = arn(place, path + TENANT);
    return List.of(
        new Grant(BY_NAME, List.of(own + "/*"), Map.of()),
        new Grant(BY_PATH, List.of(own, own + "/*"), Map.of()));
  }

  @Override
  public Ownership ownership(AwsPlace place) {
    String own = arn(place, path + TENANT);
    List<ForeignRequest> addressed = new ArrayList<>();
    addressed.add(new ForeignRequest(BY_NAME, own + "/*", Map.of()));
    addressed.add(new ForeignRequest(BY_PATH, own, Map.of()));
    addressed.add(new ForeignRequest(BY_PATH, own + "/*", Map.of()));
    // Who reads below the parent, or above it, reads everybody's.
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      addressed.add(new ForeignRequest(BY_PATH, arn(place, path.substring(0, slash)), Map.of()));
    }
    addressed.add(new ForeignRequest(BY_PATH, arn(place, ""), Map.of()));
    return new Ownership(
        "ssm",
        addressed,
        new ForeignRequest(
            List.of("ssm:PutParameter", "ssm:DeleteParameter"), arn(place, "*"), Map.of()));
  }

  private static String arn(AwsPlace place, String name) {
    return place.arn("ssm", "parameter/" + name);
  }
}
