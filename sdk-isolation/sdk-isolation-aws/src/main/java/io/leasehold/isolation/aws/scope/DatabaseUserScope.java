package io.leasehold.isolation.aws.scope;

import io.leasehold.isolation.aws.internal.Names;
import io.leasehold.isolation.proof.Ownership;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The database user of each tenant, to connect as with IAM authentication. What the user may do
 * there is the database's to say; a token works for 15 minutes.
 *
 * @param resource the resource id of the instance or cluster, such as {@code cluster-ABCDEFGH}
 * @param before what comes before the tenant id in the user name, such as {@code t_}
 */
public record DatabaseUserScope(String resource, String before) implements TenantResourceScope {

  private static final Pattern RESOURCE = Pattern.compile("(?:db|cluster|prx)-[A-Za-z0-9]{1,60}");
  private static final Pattern BEFORE = Pattern.compile("[a-z_][a-z0-9_]{0,20}");
  private static final List<String> ACTIONS = List.of("rds-db:connect");
  private static final List<String> OTHERS = List.of();

  /**
   * Validates the names.
   *
   * @throws IllegalArgumentException if one is malformed
   */
  public DatabaseUserScope {
    Names.require(RESOURCE, resource, "a resource id reads like cluster-ABCDEFGH");
    Names.require(BEFORE, before, "what comes before the id is of a-z0-9_");
  }

  /** Users such as {@code t_acme} of that instance or cluster. */
  public static DatabaseUserScope of(String resource, String before) {
    return new DatabaseUserScope(resource, before);
  }

  @Override
  public String label() {
    return "database user " + before + TENANT;
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
        "rds-db",
        ACTIONS,
        OTHERS,
        List.of(place.arn("rds-db", "dbuser:" + resource + "/" + before + TENANT)),
        place.arn("rds-db", "dbuser:*"));
  }
}
