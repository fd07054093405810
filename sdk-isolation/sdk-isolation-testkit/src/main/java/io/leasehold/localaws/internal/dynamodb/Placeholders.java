package io.leasehold.localaws.internal.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What {@code #names} and {@code :values} in the expressions of one request stand for. */
final class Placeholders {

  private static final List<String> LEGACY =
      List.of(
          "AttributesToGet",
          "AttributeUpdates",
          "ConditionalOperator",
          "Expected",
          "KeyConditions",
          "QueryFilter",
          "ScanFilter");

  private final JsonNode names;
  private final ObjectNode values = Json.object();
  private final Set<String> used = new HashSet<>();

  Placeholders(JsonNode input) {
    for (String member : LEGACY) {
      if (input.has(member)) {
        throw AwsException.notSimulated("dynamodb", "the legacy parameter " + member);
      }
    }
    this.names = input.path("ExpressionAttributeNames");
    input
        .path("ExpressionAttributeValues")
        .properties()
        .forEach(entry -> values.set(entry.getKey(), Attributes.value(entry.getValue())));
  }

  String name(String token) {
    if (!token.startsWith("#")) {
      return token;
    }
    used.add(token);
    if (!names.has(token)) {
      throw DynamoErrors.validation(
          "An expression attribute name used in the document path is not defined; attribute name: "
              + token);
    }
    return names.path(token).asText();
  }

  JsonNode value(String token) {
    used.add(token);
    JsonNode value = values.get(token);
    if (value == null) {
      throw DynamoErrors.validation(
          "An expression attribute value used in expression is not defined; attribute value: "
              + token);
    }
    return value;
  }

  /** Requires that every name and value was used, as DynamoDB does. */
  void requireAllUsed() {
    requireUsed(names, "ExpressionAttributeNames");
    requireUsed(values, "ExpressionAttributeValues");
  }

  private void requireUsed(JsonNode given, String member) {
    given
        .fieldNames()
        .forEachRemaining(
            token -> {
              if (!used.contains(token)) {
                throw DynamoErrors.validation(
                    "Value provided in "
                        + member
                        + " unused in expressions: keys: {"
                        + token
                        + "}");
              }
            });
  }
}
