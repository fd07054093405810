package io.leasehold.isolation.testkit.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.dynamodb.LeadingKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Amazon DynamoDB: which items, by their partition keys. */
final class DynamoDbReader {

  private static final String NAMESPACE = "com.amazonaws.dynamodb.v20120810#";

  private static final Map<String, String> TRANSACTED =
      Map.of(
          "Put", "PutItem",
          "Update", "UpdateItem",
          "Delete", "DeleteItem",
          "ConditionCheck", "ConditionCheckItem",
          "Get", "GetItem");
  private static final List<String> ON_TABLES =
      List.of(
          "CreateBackup",
          "CreateTable",
          "DeleteTable",
          "DescribeContinuousBackups",
          "DescribeTable",
          "DescribeTimeToLive",
          "UpdateContinuousBackups",
          "UpdateTable",
          "UpdateTimeToLive");

  private DynamoDbReader() {}

  static ServiceReader create() {
    Map<String, JsonReader.Operation> operations = new HashMap<>();
    for (String name : List.of("GetItem", "UpdateItem", "DeleteItem")) {
      operations.put(name, (request, input) -> List.of(item(request, input, name, "Key")));
    }
    operations.put("PutItem", (request, input) -> List.of(item(request, input, "PutItem", "Item")));
    operations.put("Query", (request, input) -> List.of(query(request, input)));
    operations.put("Scan", (request, input) -> List.of(scan(request, input)));
    operations.put("BatchGetItem", DynamoDbReader::batchGet);
    operations.put("BatchWriteItem", DynamoDbReader::batchWrite);
    for (String name : List.of("TransactGetItems", "TransactWriteItems")) {
      operations.put(name, (request, input) -> transact(request, input, name));
    }
    for (String name : ON_TABLES) {
      operations.put(
          name,
          (request, input) -> List.of(Need.of("dynamodb:" + name, table(request, input).arn())));
    }
    operations.put("ExecuteStatement", PartiQlReader::one);
    operations.put("BatchExecuteStatement", PartiQlReader::batch);
    operations.put("ExecuteTransaction", PartiQlReader::transaction);
    return new JsonReader("dynamodb", "dynamodb", "1.0", NAMESPACE, operations);
  }

  private static DynamoTable table(SignedRequest request, JsonNode input) {
    return DynamoTable.of(request, input.path("TableName").asText(""));
  }

  private static Need item(SignedRequest request, ObjectNode input, String name, String member) {
    DynamoTable table = table(request, input);
    return keyed(name, table.arn(), List.of(table.leadingKey(input.path(member))))
        .with("dynamodb:ReturnValues", text(input, "ReturnValues"))
        .with("dynamodb:ReturnConsumedCapacity", text(input, "ReturnConsumedCapacity"))
        .without("dynamodb:EnclosingOperation");
  }

  private static Need query(SignedRequest request, ObjectNode input) {
    DynamoTable table = table(request, input);
    Optional<String> index = text(input, "IndexName");
    String leading = LeadingKeys.ofQuery(input, table.partitionKey(index));
    return keyed("Query", table.arn(index), List.of(leading))
        .with("dynamodb:Select", text(input, "Select"))
        .with("dynamodb:ReturnConsumedCapacity", text(input, "ReturnConsumedCapacity"));
  }

  // IAM knows no leading keys for a scan: a policy that demands them refuses it.
  private static Need scan(SignedRequest request, ObjectNode input) {
    return Need.of("dynamodb:Scan", table(request, input).arn(text(input, "IndexName")))
        .with("dynamodb:Select", text(input, "Select"))
        .with("dynamodb:ReturnConsumedCapacity", text(input, "ReturnConsumedCapacity"));
  }

  private static List<Need> batchGet(SignedRequest request, ObjectNode input) {
    List<Need> needs = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : input.path("RequestItems").properties()) {
      DynamoTable table = DynamoTable.of(request, entry.getKey());
      List<String> keys = new ArrayList<>();
      entry.getValue().path("Keys").forEach(key -> keys.add(table.leadingKey(key)));
      needs.add(keyed("BatchGetItem", table.arn(), keys));
    }
    return notEmpty(needs);
  }

  private static List<Need> batchWrite(SignedRequest request, ObjectNode input) {
    List<Need> needs = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : input.path("RequestItems").properties()) {
      DynamoTable table = DynamoTable.of(request, entry.getKey());
      List<String> keys = new ArrayList<>();
      for (JsonNode write : entry.getValue()) {
        Map.Entry<String, JsonNode> only = only(write);
        switch (only.getKey()) {
          case "PutRequest" -> keys.add(table.leadingKey(only.getValue().path("Item")));
          case "DeleteRequest" -> keys.add(table.leadingKey(only.getValue().path("Key")));
          default -> throw new Unreadable("a batch does not write with " + only.getKey());
        }
      }
      needs.add(keyed("BatchWriteItem", table.arn(), keys));
    }
    return notEmpty(needs);
  }

  // One permission for each kind of statement and table, over all of its items: as localaws does.
  private static List<Need> transact(SignedRequest request, ObjectNode input, String enclosing) {
    Map<List<String>, List<String>> keys = new LinkedHashMap<>();
    for (JsonNode statement : input.path("TransactItems")) {
      Map.Entry<String, JsonNode> only = only(statement);
      String name = TRANSACTED.get(only.getKey());
      if (name == null || only.getKey().equals("Get") != enclosing.equals("TransactGetItems")) {
        throw new Unreadable(enclosing + " has no statement " + only.getKey());
      }
      DynamoTable table = table(request, only.getValue());
      String member = only.getKey().equals("Put") ? "Item" : "Key";
      keys.computeIfAbsent(List.of(name, table.arn()), need -> new ArrayList<>())
          .add(table.leadingKey(only.getValue().path(member)));
    }
    List<Need> needs = new ArrayList<>();
    keys.forEach(
        (need, leading) ->
            needs.add(
                keyed(need.get(0), need.get(1), leading)
                    .with("dynamodb:EnclosingOperation", enclosing)));
    return notEmpty(needs);
  }

  private static Need keyed(String name, String arn, List<String> leadingKeys) {
    return Need.of("dynamodb:" + name, arn)
        .with("dynamodb:LeadingKeys", List.copyOf(new LinkedHashSet<>(leadingKeys)));
  }

  private static Map.Entry<String, JsonNode> only(JsonNode object) {
    if (object.size() != 1) {
      throw new Unreadable("a part of it does not name exactly one operation");
    }
    return object.properties().iterator().next();
  }

  private static List<Need> notEmpty(List<Need> needs) {
    if (needs.isEmpty()) {
      throw new Unreadable("it names no items");
    }
    return needs;
  }

  private static Optional<String> text(JsonNode input, String member) {
    return Optional.ofNullable(input.get(member)).map(JsonNode::asText);
  }
}
