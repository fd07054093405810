package io.leasehold.isolation.aws.scope;

import io.leasehold.isolation.aws.internal.Names;
import io.leasehold.isolation.proof.ForeignRequest;
import io.leasehold.isolation.proof.KeyShape;
import io.leasehold.isolation.proof.Ownership;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The items of a DynamoDB table whose partition key is the tenant id, a delimiter and something
 * more, such as {@code acme#order-7}. Like {@link DynamoDbPooledScope} otherwise.
 *
 * @param table the table's name
 * @param delimiter one character that no tenant id contains: a hyphen would let {@code acme} read
 *     the items of {@code acme-eu}
 */
public record DynamoDbCompositeScope(String table, String delimiter)
    implements TenantResourceScope {

  private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9_.-]{3,255}");
  private static final Pattern DELIMITER = Pattern.compile("[#/:|_~@+]");
  private static final String LEADING_KEYS = "dynamodb:LeadingKeys";

  /**
   * Validates the names.
   *
   * @throws IllegalArgumentException if the table's name or the delimiter is none
   */
  public DynamoDbCompositeScope {
    Names.require(TABLE, table, "a table name has 3 to 255 characters out of A-Za-z0-9_.-");
    Names.require(DELIMITER, delimiter, "a delimiter is one out of #/:|_~@+");
  }

  /** Keys such as {@code acme#order-7} in that table. */
  public static DynamoDbCompositeScope table(String table) {
    return new DynamoDbCompositeScope(table, "#");
  }

  @Override
  public String label() {
    return "table " + table + " by composite key";
  }

  @Override
  public List<Grant> grants(AwsPlace place) {
    return List.of(
        new Grant(
            DynamoDbPooledScope.ACTIONS,
            List.of(arn(place)),
            Map.of(
                "ForAllValues:StringLike", Map.of(LEADING_KEYS, keys()),
                "Null", Map.of(LEADING_KEYS, "false"))));
  }

  @Override
  public Ownership ownership(AwsPlace place) {
    return new Ownership(
        "dynamodb",
        List.of(
            new ForeignRequest(
                DynamoDbPooledScope.ACTIONS,
                arn(place),
                Map.of(LEADING_KEYS, KeyShape.amongSeveral(keys()))),
            new ForeignRequest(DynamoDbPooledScope.ACTIONS, arn(place) + "/index/*", Map.of())),
        new ForeignRequest(
            List.of("dynamodb:Scan", "dynamodb:DeleteTable"), arn(place) + "*", Map.of()));
  }

  private String keys() {
    return TENANT + delimiter + "*";
  }

  private String arn(AwsPlace place) {
    return place.arn("dynamodb", "table/" + table);
  }
}
