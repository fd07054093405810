package io.leasehold.isolation.aws.scope;

import io.leasehold.isolation.aws.internal.Names;
import io.leasehold.isolation.proof.Ownership;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The OpenSearch domain of each tenant. A domain that tenants share is not isolated by IAM: a path
 * may list indexes with commas, and a bulk request names them in its body, which no policy sees.
 *
 * @param before what comes before the tenant id in the name; domain names have 28 characters at
 *     most
 */
public record SearchDomainScope(String before) implements TenantResourceScope {

  private static final Pattern BEFORE = Pattern.compile("(?:[a-z][a-z0-9-]{0,15})?");
  private static final List<String> ACTIONS =
      List.of("es:ESHttpDelete", "es:ESHttpGet", "es:ESHttpHead", "es:ESHttpPost", "es:ESHttpPut");
  private static final List<String> OTHERS = List.of("es:ESHttpPatch", "es:UpdateDomainConfig");

  /**
   * Validates the name.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  public SearchDomainScope {
    Names.require(BEFORE, before, "what comes before the id is of a-z0-9-");
  }

  /** Domains such as {@code search-acme}. */
  public static SearchDomainScope prefixed(String before) {
    return new SearchDomainScope(before);
  }

  @Override
  public String label() {
    return "search domain " + before + TENANT;
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
        "es",
        ACTIONS,
        OTHERS,
        List.of(place.arn("es", "domain/" + before + TENANT + "/*")),
        place.arn("es", "domain/*"));
  }
}
