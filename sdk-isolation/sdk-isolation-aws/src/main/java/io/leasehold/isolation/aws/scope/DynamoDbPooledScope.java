package io.leasehold.isolation.aws.scope;

import io.leasehold.isolation.aws.internal.Names;
import io.leasehold.isolation.proof.ForeignRequest;
import io.leasehold.isolation.proof.KeyShape;
import io.leasehold.isolation.proof.Ownership;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The items of a DynamoDB table whose partition key is the tenant id. The tenant may read and write
 * single items, batches and transactions of its own partition and query it; not scan, not use
 * PartiQL or indexes, and not touch the table itself.
 *
 * @param table the table's name
 */
public record DynamoDbPooledScope(String table) implements TenantResourceScope {

  private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9_.-]{3,255}");
  private static final String LEADING_KEYS = "dynamodb:LeadingKeys";
  // Exactly the actions that carry the leading keys. Scan does not and returns everything.
  static final List<String> ACTIONS =
      List.of(
          "dynamodb:BatchGetItem",
          "dynamodb:BatchWriteItem",
          "dynamodb:ConditionCheckItem",
          "dynamodb:DeleteItem",
          "dynamodb:GetItem",
          "dynamodb:PutItem",
          "dynamodb:Query",
          "dynamodb:UpdateItem");

  /**
   * Validates the name.
   *
   * @throws IllegalArgumentException if it is no table name
   */
  public DynamoDbPooledScope {
    Names.require(TABLE, table, "a table name has 3 to 255 characters out of A-Za-z0-9_.-");
  }

  /** The scope of that table. */
  public static DynamoDbPooledScope table(String table) {
    return new DynamoDbPooledScope(table);
  }

  @Override
  public String label() {
    return "table " + table;
  }

  @Override
  public List<Grant> grants(AwsPlace place) {
    return List.of(
        new Grant(
            ACTIONS,
            List.of(arn(place)),
            Map.of(
                "ForAllValues:StringEquals", Map.of(LEADING_KEYS, TENANT),
                // ForAllValues holds for a request without keys; this one does not.
                "Null", Map.of(LEADING_KEYS, "false"))));
  }

  @Override
  public Ownership ownership(AwsPlace place) {
    return new Ownership(
        "dynamodb",
        List.of(
            new ForeignRequest(
                ACTIONS, arn(place), Map.of(LEADING_KEYS, KeyShape.amongSeveral(TENANT))),
            // There the leading key is the index's, which may be anything.
            new ForeignRequest(ACTIONS, arn(place) + "/index/*", Map.of())),
        // Whatever else can be done to a table is done to everybody's items.
        new ForeignRequest(
            List.of("dynamodb:Scan", "dynamodb:DeleteTable"), arn(place) + "*", Map.of()));
  }

  private String arn(AwsPlace place) {
    return "arn:%s:dynamodb:%s:%s:table/%s"
        .formatted(place.partition(), place.region(), place.account(), table);
  }
}
