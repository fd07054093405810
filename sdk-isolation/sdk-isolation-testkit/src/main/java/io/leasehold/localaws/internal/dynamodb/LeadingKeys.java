package io.leasehold.localaws.internal.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.wire.AwsException;
import java.util.List;

/**
 * The partition keys that a request names, in the form of {@code dynamodb:LeadingKeys}, read
 * without a table: it takes the name of the partition key's attribute.
 */
public final class LeadingKeys {

  private LeadingKeys() {}

  /**
   * That of a key or an item.
   *
   * @throws AwsException if it has none
   */
  public static String ofItem(JsonNode attributes, String partitionKey) {
    JsonNode value = attributes.path(partitionKey);
    if (value.isMissingNode()) {
      throw DynamoErrors.validation(
          "One of the required keys was not given a value: " + partitionKey);
    }
    return text(Attributes.value(value));
  }

  /**
   * That of a query.
   *
   * @throws AwsException if its key condition cannot be read or does not fix the partition
   */
  public static String ofQuery(ObjectNode input, String partitionKey) {
    if (input.has("KeyConditions") && !input.has("KeyConditionExpression")) {
      return ofLegacyQuery(input.path("KeyConditions").path(partitionKey), partitionKey);
    }
    List<String> keys =
        KeyTest.parse(input.path("KeyConditionExpression").asText(), new Placeholders(input))
            .stream()
            .filter(test -> test.isAbout(partitionKey) && test.operator().equals("="))
            .map(test -> text(test.values().get(0)))
            .toList();
    if (keys.size() != 1) {
      throw DynamoErrors.validation("Query condition missed key schema element: " + partitionKey);
    }
    return keys.get(0);
  }

  private static String ofLegacyQuery(JsonNode condition, String partitionKey) {
    JsonNode values = condition.path("AttributeValueList");
    if (!condition.path("ComparisonOperator").asText().equals("EQ") || values.size() != 1) {
      throw DynamoErrors.validation("Query condition missed key schema element: " + partitionKey);
    }
    return text(Attributes.value(values.get(0)));
  }

  private static String text(JsonNode value) {
    String type = Attributes.type(value);
    if (!List.of("S", "N", "B").contains(type)) {
      throw DynamoErrors.validation("a partition key is of the type S, N or B, not " + type);
    }
    return value.path(type).asText();
  }
}
