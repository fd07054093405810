package io.leasehold.localaws.internal.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The key condition of a query: one partition, and perhaps a part of its sort keys. */
final class KeyCondition {

  private final KeySchema schema;
  private @Nullable JsonNode partition;
  private final List<Condition> sortKey = new ArrayList<>();

  private KeyCondition(KeySchema schema) {
    this.schema = schema;
  }

  static KeyCondition parse(KeySchema schema, String expression, Placeholders placeholders) {
    KeyCondition condition = new KeyCondition(schema);
    KeyTest.parse(expression, placeholders).forEach(condition::add);
    if (condition.partition == null) {
      throw DynamoErrors.validation("Query condition missed key schema element: " + schema.hash());
    }
    if (condition.sortKey.size() > 1) {
      throw DynamoErrors.validation(
          "KeyConditionExpressions must only contain one condition per key");
    }
    return condition;
  }

  private void add(KeyTest test) {
    if (!test.isAbout(schema.hash())) {
      sortKey.add(onSortKey(test));
      return;
    }
    if (partition != null) {
      throw DynamoErrors.validation(
          "KeyConditionExpressions must only contain one condition per key");
    }
    if (!test.operator().equals("=")) {
      throw DynamoErrors.validation("Query key condition not supported");
    }
    JsonNode value = test.values().get(0);
    if (!value.has(schema.hashType())) {
      throw DynamoErrors.validation(
          "One or more parameter values were invalid: Condition parameter type does not match"
              + " schema type");
    }
    partition = value;
  }

  private Condition onSortKey(KeyTest test) {
    String range = schema.range();
    if (range == null || !test.isAbout(range)) {
      throw DynamoErrors.validation("Query condition missed key schema element: " + range);
    }
    Operand attribute = test.path()::find;
    JsonNode first = test.values().get(0);
    JsonNode last = test.values().get(test.values().size() - 1);
    return switch (test.operator()) {
      case "begins_with" -> item -> Condition.beginsWith(attribute, i -> first, item);
      case "BETWEEN" ->
          item ->
              Condition.compare(attribute, ">=", i -> first, item)
                  && Condition.compare(attribute, "<=", i -> last, item);
      default -> item -> Condition.compare(attribute, test.operator(), i -> first, item);
    };
  }

  /** The partition in the form of {@code dynamodb:LeadingKeys}. */
  String leadingKey() {
    JsonNode value = partition;
    return value == null ? "" : value.path(schema.hashType()).asText();
  }

  boolean selects(ObjectNode item) {
    return item.path(schema.hash()).equals(partition)
        && sortKey.stream().allMatch(condition -> condition.test(item));
  }
}
