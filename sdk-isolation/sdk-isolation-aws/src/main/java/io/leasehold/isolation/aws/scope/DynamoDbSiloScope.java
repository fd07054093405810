package io.leasehold.isolation.aws.scope;

import io.leasehold.isolation.aws.internal.Names;
import io.leasehold.isolation.proof.Ownership;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The DynamoDB table of each tenant with its indexes. The tenant may read and write everything in
 * it, but not change the table, export it or share it.
 *
 * @param before what comes before the tenant id in the name; ends with {@code _} or {@code .}, or
 *     is empty
 */
public record DynamoDbSiloScope(String before) implements TenantResourceScope {

  private static final Pattern BEFORE = Pattern.compile("(?:[A-Za-z0-9_.-]*[_.])?");
  private static final List<String> ACTIONS =
      List.of(
          "dynamodb:BatchGetItem",
          "dynamodb:BatchWriteItem",
          "dynamodb:ConditionCheckItem",
          "dynamodb:DeleteItem",
          "dynamodb:GetItem",
          "dynamodb:PutItem",
          "dynamodb:Query",
          "dynamodb:Scan",
          "dynamodb:UpdateItem");
  private static final List<String> OTHERS =
      List.of(
          "dynamodb:DeleteTable",
          "dynamodb:ExportTableToPointInTime",
          "dynamodb:PutResourcePolicy",
          "dynamodb:UpdateTable");

  /**
   * Validates the names.
   *
   * @throws IllegalArgumentException if one is malformed
   */
  public DynamoDbSiloScope {
    Names.require(BEFORE, before, "what comes before the id ends with _ or . or is empty");
  }

  /** Tables such as {@code orders_acme}. */
  public static DynamoDbSiloScope prefixed(String before) {
    return new DynamoDbSiloScope(before);
  }

  @Override
  public String label() {
    return "table " + before + TENANT;
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
        "dynamodb",
        ACTIONS,
        OTHERS,
        List.of(
            place.arn("dynamodb", "table/" + before + TENANT),
            place.arn("dynamodb", "table/" + before + TENANT + "/index/*")),
        place.arn("dynamodb", "table/*"));
  }
}
