package io.leasehold.localaws.internal.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The key condition of a query: one partition, and perhaps a part of its sort keys. */
final class KeyCondition {

  private static final Set<String> COMPARATORS = Set.of("=", "<", "<=", ">", ">=");

  private final KeySchema schema;
  private final Tokens tokens;
  private final Placeholders placeholders;
  private @Nullable JsonNode partition;
  private final List<Condition> sortKey = new ArrayList<>();

  private KeyCondition(KeySchema schema, Tokens tokens, Placeholders placeholders) {
    this.schema = schema;
    this.tokens = tokens;
    this.placeholders = placeholders;
  }

  static KeyCondition parse(KeySchema schema, String expression, Placeholders placeholders) {
    KeyCondition condition =
        new KeyCondition(schema, new Tokens("KeyConditionExpression", expression), placeholders);
    do {
      condition.part();
    } while (condition.tokens.takes("AND"));
    condition.tokens.expectEnd();
    if (condition.partition == null) {
      throw DynamoErrors.validation("Query condition missed key schema element: " + schema.hash());
    }
    if (condition.sortKey.size() > 1) {
      throw DynamoErrors.validation(
          "KeyConditionExpressions must only contain one condition per key");
    }
    return condition;
  }

  private void part() {
    if (tokens.takes("(")) {
      part();
      tokens.expect(")");
      return;
    }
    if (tokens.seesCall("begins_with")) {
      tokens.next();
      tokens.expect("(");
      Operand attribute = sortAttribute(DocumentPath.parse(tokens, placeholders));
      tokens.expect(",");
      Operand prefix = value();
      tokens.expect(")");
      sortKey.add(item -> Condition.beginsWith(attribute, prefix, item));
      return;
    }
    DocumentPath path = DocumentPath.parse(tokens, placeholders);
    if (path.steps().equals(List.of(schema.hash()))) {
      if (partition != null) {
        throw DynamoErrors.validation(
            "KeyConditionExpressions must only contain one condition per key");
      }
      if (!tokens.takes("=")) {
        throw DynamoErrors.validation("Query key condition not supported");
      }
      partition = placeholders.value(tokens.next());
      if (!partition.has(schema.hashType())) {
        throw DynamoErrors.validation(
            "One or more parameter values were invalid: Condition parameter type does not match"
                + " schema type");
      }
      return;
    }
    comparison(sortAttribute(path));
  }

  private void comparison(Operand attribute) {
    if (tokens.takes("BETWEEN")) {
      Operand low = value();
      tokens.expect("AND");
      Operand high = value();
      sortKey.add(
          item ->
              Condition.compare(attribute, ">=", low, item)
                  && Condition.compare(attribute, "<=", high, item));
      return;
    }
    String operator = tokens.next();
    if (!COMPARATORS.contains(operator)) {
      throw DynamoErrors.validation("Invalid operator used in KeyConditionExpression: " + operator);
    }
    Operand value = value();
    sortKey.add(item -> Condition.compare(attribute, operator, value, item));
  }

  private Operand sortAttribute(DocumentPath path) {
    if (path.steps().size() != 1 || !path.attribute().equals(schema.range())) {
      throw DynamoErrors.validation("Query condition missed key schema element: " + schema.range());
    }
    return path::find;
  }

  private Operand value() {
    JsonNode value = placeholders.value(tokens.next());
    return item -> value;
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
