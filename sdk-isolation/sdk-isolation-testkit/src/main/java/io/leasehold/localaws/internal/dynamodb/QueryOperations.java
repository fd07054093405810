package io.leasehold.localaws.internal.dynamodb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.access.Authenticated;
import io.leasehold.localaws.internal.server.JsonService;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Many items at a time: a partition, or all. */
final class QueryOperations {

  private static final int LARGEST_PAGE = 1024 * 1024;

  private final DynamoAccess access;

  QueryOperations(DynamoAccess access) {
    this.access = access;
  }

  Map<String, JsonService.Operation> operations() {
    return Map.of("Query", this::query, "Scan", this::scan);
  }

  private ObjectNode query(Authenticated call, ObjectNode input) {
    Table table = access.table(call, "Query", input.path("TableName").asText(""));
    String index = index(input);
    Placeholders placeholders = new Placeholders(input);
    if (!input.has("KeyConditionExpression")) {
      throw DynamoErrors.validation(
          "Either the KeyConditions or KeyConditionExpression parameter must be specified in the"
              + " request.");
    }
    KeyCondition condition =
        KeyCondition.parse(
            table.key(index), input.path("KeyConditionExpression").asText(), placeholders);
    access.require(
        call, "Query", arn(table, index), List.of(condition.leadingKey()), Optional.empty());
    return page(call, table, index, input, placeholders, condition::selects);
  }

  // IAM knows no leading keys for a scan: a policy that demands them refuses it.
  private ObjectNode scan(Authenticated call, ObjectNode input) {
    Table table = access.table(call, "Scan", input.path("TableName").asText(""));
    String index = index(input);
    if (input.has("TotalSegments")) {
      throw AwsException.notSimulated("dynamodb", "Scan with TotalSegments");
    }
    access.require(call, "Scan", arn(table, index));
    return page(call, table, index, input, new Placeholders(input), item -> true);
  }

  private static @Nullable String index(ObjectNode input) {
    return input.has("IndexName") ? input.path("IndexName").asText() : null;
  }

  private static String arn(Table table, @Nullable String index) {
    return index == null ? table.arn() : table.arn() + "/index/" + index;
  }

  private ObjectNode page(
      Authenticated call,
      Table found,
      @Nullable String index,
      ObjectNode input,
      Placeholders placeholders,
      Predicate<ObjectNode> selected) {
    if (found.isGlobal(index) && input.path("ConsistentRead").asBoolean(false)) {
      throw DynamoErrors.validation(
          "Consistent reads are not supported on global secondary indexes");
    }
    Projection projection = Projection.parse(input, placeholders);
    Condition filter =
        input.has("FilterExpression")
            ? Condition.parse(
                "FilterExpression", input.path("FilterExpression").asText(), placeholders)
            : item -> true;
    placeholders.requireAllUsed();
    TableStore store = access.store(call);
    synchronized (store) {
      Table table = store.table(found.name());
      List<ObjectNode> items = remaining(table, index, input, selected);
      return cut(table, index, input, items, filter, projection);
    }
  }

  private static List<ObjectNode> remaining(
      Table table, @Nullable String index, ObjectNode input, Predicate<ObjectNode> selected) {
    List<ObjectNode> items = new ArrayList<>(table.ordered(index));
    items.removeIf(selected.negate());
    Comparator<ObjectNode> order = table.order(index);
    if (!input.path("ScanIndexForward").asBoolean(true)) {
      Collections.reverse(items);
      order = order.reversed();
    }
    if (input.path("ExclusiveStartKey").isObject()) {
      ObjectNode start = Attributes.item(input.path("ExclusiveStartKey"));
      if (!table.key().covers(start) || !table.key(index).covers(start)) {
        throw DynamoErrors.validation("The provided starting key is invalid");
      }
      Comparator<ObjectNode> direction = order;
      items.removeIf(item -> direction.compare(item, start) <= 0);
    }
    return items;
  }

  private static ObjectNode cut(
      Table table,
      @Nullable String index,
      ObjectNode input,
      List<ObjectNode> items,
      Condition filter,
      Projection projection) {
    int limit = input.path("Limit").asInt(Integer.MAX_VALUE);
    if (limit < 1) {
      throw DynamoErrors.validation("Limit must be greater than or equal to 1");
    }
    ObjectNode output = Json.object();
    ArrayNode page = Json.texts(List.of());
    int scanned = 0;
    int bytes = 0;
    for (ObjectNode item : items) {
      scanned++;
      bytes += Json.write(item).length();
      if (filter.test(item)) {
        page.add(projection.of(item));
      }
      if ((scanned == limit || bytes > LARGEST_PAGE) && scanned < items.size()) {
        ObjectNode last = table.key().of(item);
        last.setAll(table.key(index).of(item));
        output.set("LastEvaluatedKey", last);
        break;
      }
    }
    if (!input.path("Select").asText("").equals("COUNT")) {
      output.set("Items", page);
    }
    return output.put("Count", page.size()).put("ScannedCount", scanned);
  }
}
