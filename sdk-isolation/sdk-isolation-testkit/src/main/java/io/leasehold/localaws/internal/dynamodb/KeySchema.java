package io.leasehold.localaws.internal.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.wire.Json;
import org.jspecify.annotations.Nullable;

/**
 * The key of a table or index.
 *
 * @param hash the partition key's attribute
 * @param hashType S, N or B
 * @param range the sort key's attribute, null without one
 * @param rangeType its type, null without one
 */
record KeySchema(String hash, String hashType, @Nullable String range, @Nullable String rangeType) {

  static KeySchema parse(JsonNode schema, JsonNode definitions) {
    String hash = null;
    String range = null;
    for (JsonNode element : schema) {
      String name = element.path("AttributeName").asText();
      if (element.path("KeyType").asText().equals("HASH")) {
        hash = name;
      } else {
        range = name;
      }
    }
    if (hash == null) {
      throw DynamoErrors.validation("Invalid KeySchema: No Hash Key specified in schema");
    }
    return new KeySchema(
        hash, type(definitions, hash), range, range == null ? null : type(definitions, range));
  }

  private static String type(JsonNode definitions, String attribute) {
    for (JsonNode definition : definitions) {
      if (definition.path("AttributeName").asText().equals(attribute)) {
        return definition.path("AttributeType").asText();
      }
    }
    throw DynamoErrors.validation(
        "One or more parameter values were invalid: Some index key attributes are not defined in"
            + " AttributeDefinitions");
  }

  /** Whether the attribute is part of the key. */
  boolean has(String attribute) {
    return attribute.equals(hash) || attribute.equals(range);
  }

  /** Whether the item has the key attributes with the right types; items of an index have. */
  boolean covers(ObjectNode item) {
    return item.path(hash).has(hashType)
        && (range == null || rangeType == null || item.path(range).has(rangeType));
  }

  /** The key attributes of an item. */
  ObjectNode of(ObjectNode item) {
    ObjectNode key = Json.object();
    key.set(hash, item.path(hash));
    if (range != null) {
      key.set(range, item.path(range));
    }
    return key;
  }

  /** Requires that exactly the key is given, well typed and not empty. */
  ObjectNode requireKey(JsonNode given) {
    ObjectNode key = Attributes.item(given);
    if (key.size() != (range == null ? 1 : 2) || !covers(key)) {
      throw DynamoErrors.validation("The provided key element does not match the schema");
    }
    requireNotEmpty(key);
    return key;
  }

  /** Requires that the item has a well typed key that is not empty. */
  ObjectNode requireItem(JsonNode given) {
    ObjectNode item = Attributes.item(given);
    if (!covers(item)) {
      throw DynamoErrors.validation(
          "One or more parameter values were invalid: Missing the key, or a key of the wrong type,"
              + " in the item");
    }
    requireNotEmpty(of(item));
    return item;
  }

  private static void requireNotEmpty(ObjectNode key) {
    key.forEach(
        value -> {
          if (value.path(Attributes.type(value)).asText().isEmpty()) {
            throw DynamoErrors.validation(
                "One or more parameter values are not valid. The AttributeValue for a key attribute"
                    + " cannot contain an empty value.");
          }
        });
  }

  /** The partition key in the form of the condition key {@code dynamodb:LeadingKeys}. */
  String leadingKey(ObjectNode item) {
    return item.path(hash).path(hashType).asText();
  }

  ObjectNode describe(ObjectNode into) {
    var elements = into.putArray("KeySchema");
    elements.addObject().put("AttributeName", hash).put("KeyType", "HASH");
    if (range != null) {
      elements.addObject().put("AttributeName", range).put("KeyType", "RANGE");
    }
    return into;
  }
}
