package io.leasehold.localaws.internal.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.access.Authenticated;
import io.leasehold.localaws.internal.server.JsonService;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.Json;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tables themselves. */
final class TableOperations {

  private final DynamoAccess access;
  private final Clock clock;

  TableOperations(DynamoAccess access, Clock clock) {
    this.access = access;
    this.clock = clock;
  }

  Map<String, JsonService.Operation> operations() {
    return Map.of(
        "CreateTable", this::create,
        "DescribeTable", this::describe,
        "ListTables", this::list,
        "DeleteTable", this::delete);
  }

  private ObjectNode create(Authenticated call, ObjectNode input) {
    TableStore store = access.store(call);
    String name = input.path("TableName").asText("");
    if (!name.matches("[a-zA-Z0-9_.-]{3,255}")) {
      throw DynamoErrors.validation("TableName has 3 to 255 of the characters [a-zA-Z0-9_.-]");
    }
    access.require(call, "CreateTable", store.arn(name));
    JsonNode definitions = input.path("AttributeDefinitions");
    KeySchema key = KeySchema.parse(input.path("KeySchema"), definitions);
    Map<String, Table.Index> indexes = new LinkedHashMap<>();
    addIndexes(indexes, input.path("GlobalSecondaryIndexes"), definitions, true);
    addIndexes(indexes, input.path("LocalSecondaryIndexes"), definitions, false);
    synchronized (store) {
      if (store.tables().containsKey(name)) {
        throw AwsException.badRequest("ResourceInUseException", "Table already exists: " + name);
      }
      Table table = new Table(name, store.arn(name), key, indexes, input, clock.instant());
      store.tables().put(name, table);
      return Json.object().set("TableDescription", table.describe("CREATING"));
    }
  }

  private static void addIndexes(
      Map<String, Table.Index> indexes, JsonNode given, JsonNode definitions, boolean global) {
    for (JsonNode index : given) {
      String name = index.path("IndexName").asText();
      KeySchema key = KeySchema.parse(index.path("KeySchema"), definitions);
      indexes.put(name, new Table.Index(name, key, index, global));
    }
  }

  private ObjectNode describe(Authenticated call, ObjectNode input) {
    Table found = access.table(call, "DescribeTable", input.path("TableName").asText(""));
    access.require(call, "DescribeTable", found.arn());
    TableStore store = access.store(call);
    synchronized (store) {
      return Json.object().set("Table", store.table(found.name()).describe("ACTIVE"));
    }
  }

  private ObjectNode list(Authenticated call, ObjectNode input) {
    access.require(call, "ListTables", "*");
    TableStore store = access.store(call);
    String start = input.path("ExclusiveStartTableName").asText("");
    int limit = input.path("Limit").asInt(100);
    List<String> names;
    synchronized (store) {
      names = store.tables().keySet().stream().filter(n -> n.compareTo(start) > 0).toList();
    }
    ObjectNode output = Json.object();
    List<String> page = names.subList(0, Math.min(limit, names.size()));
    output.set("TableNames", Json.texts(page));
    if (page.size() < names.size()) {
      output.put("LastEvaluatedTableName", page.get(page.size() - 1));
    }
    return output;
  }

  private ObjectNode delete(Authenticated call, ObjectNode input) {
    Table found = access.table(call, "DeleteTable", input.path("TableName").asText(""));
    access.require(call, "DeleteTable", found.arn());
    TableStore store = access.store(call);
    synchronized (store) {
      Table table = store.table(found.name());
      store.tables().remove(table.name());
      return Json.object().set("TableDescription", table.describe("DELETING"));
    }
  }
}
