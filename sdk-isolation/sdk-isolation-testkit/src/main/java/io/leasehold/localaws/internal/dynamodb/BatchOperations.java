package io.leasehold.localaws.internal.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.access.Authenticated;
import io.leasehold.localaws.internal.server.JsonService;
import io.leasehold.localaws.internal.wire.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Several independent items in one request. */
final class BatchOperations {

  private static final int MOST_READS = 100;
  private static final int MOST_WRITES = 25;

  private record Reads(Table table, List<ObjectNode> keys, Projection projection) {}

  private final DynamoAccess access;

  BatchOperations(DynamoAccess access) {
    this.access = access;
  }

  Map<String, JsonService.Operation> operations() {
    return Map.of("BatchGetItem", this::get, "BatchWriteItem", this::write);
  }

  private ObjectNode get(Authenticated call, ObjectNode input) {
    List<Reads> batch = new ArrayList<>();
    int count = 0;
    for (Map.Entry<String, JsonNode> entry : requests(input).properties()) {
      Table table = access.table(call, "BatchGetItem", entry.getKey());
      Placeholders placeholders = new Placeholders(entry.getValue());
      Projection projection = Projection.parse(entry.getValue(), placeholders);
      List<ObjectNode> keys = new ArrayList<>();
      for (JsonNode key : entry.getValue().path("Keys")) {
        keys.add(table.key().requireKey(key));
      }
      requireDistinct(keys);
      count += keys.size();
      List<String> leading = keys.stream().map(table.key()::leadingKey).toList();
      access.require(call, "BatchGetItem", table.arn(), leading, Optional.empty());
      batch.add(new Reads(table, keys, projection));
    }
    requireAtMost(count, MOST_READS, "BatchGetItem");
    TableStore store = access.store(call);
    ObjectNode output = Json.object();
    ObjectNode responses = output.putObject("Responses");
    synchronized (store) {
      for (Reads reads : batch) {
        ArrayNode items = responses.putArray(reads.table().name());
        for (ObjectNode key : reads.keys()) {
          ObjectNode item = store.table(reads.table().name()).find(key);
          if (item != null) {
            items.add(reads.projection().of(item));
          }
        }
      }
    }
    output.putObject("UnprocessedKeys");
    return output;
  }

  private ObjectNode write(Authenticated call, ObjectNode input) {
    Map<Table, List<Write>> batch = new LinkedHashMap<>();
    int count = 0;
    for (Map.Entry<String, JsonNode> entry : requests(input).properties()) {
      Table table = access.table(call, "BatchWriteItem", entry.getKey());
      List<Write> writes = new ArrayList<>();
      for (JsonNode request : entry.getValue()) {
        boolean put = request.has("PutRequest");
        JsonNode body = request.path(put ? "PutRequest" : "DeleteRequest");
        writes.add(Write.parse(put ? Write.Kind.PUT : Write.Kind.DELETE, table, body));
      }
      requireDistinct(writes.stream().map(Write::key).toList());
      count += writes.size();
      List<String> leading = writes.stream().map(Write::leadingKey).toList();
      access.require(call, "BatchWriteItem", table.arn(), leading, Optional.empty());
      batch.put(table, writes);
    }
    requireAtMost(count, MOST_WRITES, "BatchWriteItem");
    TableStore store = access.store(call);
    synchronized (store) {
      batch.forEach(
          (table, writes) -> writes.forEach(write -> write.apply(store.table(table.name()))));
    }
    ObjectNode output = Json.object();
    output.putObject("UnprocessedItems");
    return output;
  }

  private static JsonNode requests(ObjectNode input) {
    JsonNode requests = input.path("RequestItems");
    if (requests.isEmpty()) {
      throw DynamoErrors.validation("The batch request list for an operation cannot be empty");
    }
    return requests;
  }

  private static void requireDistinct(List<ObjectNode> keys) {
    if (keys.isEmpty()) {
      throw DynamoErrors.validation("The batch request list for a table cannot be empty");
    }
    if (new HashSet<>(keys).size() < keys.size()) {
      throw DynamoErrors.validation("Provided list of item keys contains duplicates");
    }
  }

  private static void requireAtMost(int count, int most, String operation) {
    if (count > most) {
      throw DynamoErrors.validation(
          "Too many items requested for the " + operation + " call: at most " + most);
    }
  }
}
