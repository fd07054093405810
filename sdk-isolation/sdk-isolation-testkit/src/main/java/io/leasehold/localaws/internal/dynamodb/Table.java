package io.leasehold.localaws.internal.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.wire.Json;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A table with its items. Guarded by its {@link TableStore}. */
final class Table {

  /** A secondary index. */
  record Index(String name, KeySchema key, JsonNode definition, boolean global) {}

  private static final int LARGEST_ITEM = 400 * 1024;

  private final String name;
  private final String arn;
  private final KeySchema key;
  private final Map<String, Index> indexes;
  private final JsonNode definition;
  private final Instant created;
  private final Map<ObjectNode, ObjectNode> items;

  Table(
      String name,
      String arn,
      KeySchema key,
      Map<String, Index> indexes,
      JsonNode definition,
      Instant created) {
    this.name = name;
    this.arn = arn;
    this.key = key;
    this.indexes = new LinkedHashMap<>(indexes);
    this.definition = definition;
    this.created = created;
    this.items = new TreeMap<>(order(key));
  }

  String name() {
    return name;
  }

  String arn() {
    return arn;
  }

  KeySchema key() {
    return key;
  }

  /** The key of the table, or of the named index. */
  KeySchema key(@Nullable String index) {
    if (index == null) {
      return key;
    }
    Index found = indexes.get(index);
    if (found == null) {
      throw DynamoErrors.validation("The table does not have the specified index: " + index);
    }
    return found.key();
  }

  boolean isGlobal(@Nullable String index) {
    Index found = index == null ? null : indexes.get(index);
    return found != null && found.global();
  }

  @Nullable ObjectNode find(ObjectNode itemKey) {
    return items.get(itemKey);
  }

  void put(ObjectNode item) {
    requireStorable(item);
    items.put(key.of(item), item);
  }

  /** Requires that the item is not too large and fits the indexes. */
  void requireStorable(ObjectNode item) {
    if (Json.write(item).length() > LARGEST_ITEM) {
      throw DynamoErrors.validation("Item size has exceeded the maximum allowed size");
    }
    for (Index index : indexes.values()) {
      requireIndexable(index.key().hash(), index.key().hashType(), item);
      String range = index.key().range();
      String type = index.key().rangeType();
      if (range != null && type != null) {
        requireIndexable(range, type, item);
      }
    }
  }

  private static void requireIndexable(String attribute, String type, ObjectNode item) {
    if (item.has(attribute) && !item.path(attribute).has(type)) {
      throw DynamoErrors.validation(
          "One or more parameter values were invalid: Type mismatch for Index Key " + attribute);
    }
  }

  void remove(ObjectNode itemKey) {
    items.remove(itemKey);
  }

  /** The items of the table or index, in the order of its key. */
  List<ObjectNode> ordered(@Nullable String index) {
    KeySchema schema = key(index);
    if (index == null) {
      return List.copyOf(items.values());
    }
    return items.values().stream().filter(schema::covers).sorted(order(index)).toList();
  }

  /** The order of the items of the table or index. */
  Comparator<ObjectNode> order(@Nullable String index) {
    return index == null ? order(key) : order(key(index)).thenComparing(order(key));
  }

  // Partitions in the order of their key, which is as good as any; inside by the sort key.
  private static Comparator<ObjectNode> order(KeySchema schema) {
    Comparator<ObjectNode> byHash = by(schema.hash());
    String range = schema.range();
    return range == null ? byHash : byHash.thenComparing(by(range));
  }

  private static Comparator<ObjectNode> by(String attribute) {
    return (a, b) -> Attributes.compare(a.path(attribute), b.path(attribute)).orElse(0);
  }

  ObjectNode describe(String status) {
    ObjectNode json =
        Json.object()
            .put("TableName", name)
            .put("TableArn", arn)
            .put("TableStatus", status)
            .put("CreationDateTime", Json.seconds(created))
            .put("ItemCount", items.size())
            .put("TableSizeBytes", 0);
    key.describe(json);
    json.set("AttributeDefinitions", definition.path("AttributeDefinitions"));
    String billing = definition.path("BillingMode").asText("PROVISIONED");
    json.putObject("BillingModeSummary").put("BillingMode", billing);
    JsonNode throughput = definition.path("ProvisionedThroughput");
    json.putObject("ProvisionedThroughput")
        .put("NumberOfDecreasesToday", 0)
        .put("ReadCapacityUnits", throughput.path("ReadCapacityUnits").asLong(0))
        .put("WriteCapacityUnits", throughput.path("WriteCapacityUnits").asLong(0));
    describeIndexes(json, true);
    describeIndexes(json, false);
    return json;
  }

  private void describeIndexes(ObjectNode json, boolean global) {
    List<Index> kind = indexes.values().stream().filter(i -> i.global() == global).toList();
    if (!kind.isEmpty()) {
      json.set(
          global ? "GlobalSecondaryIndexes" : "LocalSecondaryIndexes",
          Json.array(kind, index -> describe(index)));
    }
  }

  private ObjectNode describe(Index index) {
    ObjectNode json =
        Json.object()
            .put("IndexName", index.name())
            .put("IndexArn", arn + "/index/" + index.name());
    if (index.global()) {
      json.put("IndexStatus", "ACTIVE");
    }
    json.set("Projection", index.definition().path("Projection"));
    return index.key().describe(json);
  }
}
