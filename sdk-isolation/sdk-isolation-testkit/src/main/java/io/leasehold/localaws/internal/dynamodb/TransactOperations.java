package io.leasehold.localaws.internal.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.access.Authenticated;
import io.leasehold.localaws.internal.server.JsonService;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All or nothing. */
final class TransactOperations {

  private static final int MOST = 100;
  private static final Map<String, Write.Kind> KINDS =
      Map.of(
          "Put", Write.Kind.PUT,
          "Update", Write.Kind.UPDATE,
          "Delete", Write.Kind.DELETE,
          "ConditionCheck", Write.Kind.CHECK);

  /** What one statement of the transaction needs permission for. */
  private record Need(String action, String arn) {}

  private record Read(Table table, ObjectNode key, Projection projection) {}

  private final DynamoAccess access;

  TransactOperations(DynamoAccess access) {
    this.access = access;
  }

  Map<String, JsonService.Operation> operations() {
    return Map.of("TransactWriteItems", this::write, "TransactGetItems", this::get);
  }

  private ObjectNode write(Authenticated call, ObjectNode input) {
    List<Write> writes = new ArrayList<>();
    Map<Need, List<String>> needs = new LinkedHashMap<>();
    for (JsonNode statement : statements(input)) {
      Map.Entry<String, JsonNode> only = statement.properties().iterator().next();
      Write.Kind kind = KINDS.get(only.getKey());
      if (kind == null || statement.size() != 1) {
        throw DynamoErrors.validation(
            "TransactItems can only contain one of Check, Put, Update" + " or Delete");
      }
      JsonNode body = only.getValue();
      Table table = access.table(call, kind.action(), body.path("TableName").asText(""));
      Write write = Write.parse(kind, table, body);
      writes.add(write);
      needs
          .computeIfAbsent(new Need(kind.action(), table.arn()), need -> new ArrayList<>())
          .add(write.leadingKey());
    }
    requireAllowed(call, "TransactWriteItems", needs);
    requireDistinct(writes);
    TableStore store = access.store(call);
    String token = input.path("ClientRequestToken").asText("");
    synchronized (store) {
      String statements = Json.write(input.path("TransactItems"));
      if (!isReplay(store, token, statements)) {
        carryOut(store, writes);
        store.tokens().put(token, statements);
      }
    }
    return Json.object();
  }

  // A repeated request with the same token has its effect once.
  private static boolean isReplay(TableStore store, String token, String statements) {
    String before = token.isEmpty() ? null : store.tokens().get(token);
    if (before != null && !before.equals(statements)) {
      throw AwsException.badRequest(
          "IdempotentParameterMismatchException",
          "The request token was used for another transaction");
    }
    return before != null;
  }

  private static void carryOut(TableStore store, List<Write> writes) {
    List<String> codes = new ArrayList<>();
    ArrayNode reasons = Json.texts(List.of());
    for (Write write : writes) {
      Table table = store.table(write.tableName());
      boolean passes = write.passes(table);
      codes.add(passes ? "None" : "ConditionalCheckFailed");
      ObjectNode reason =
          reasons.addObject().put("Code", passes ? "None" : "ConditionalCheckFailed");
      ObjectNode old = table.find(write.key());
      if (!passes) {
        reason.put("Message", "The conditional request failed");
        if (write.showsOldItem() && old != null) {
          reason.set("Item", old);
        }
      }
    }
    if (codes.contains("ConditionalCheckFailed")) {
      throw cancelled(codes, reasons);
    }
    // Each is computed before any is stored, so that a faulty update leaves nothing behind.
    for (Write write : writes) {
      Table table = store.table(write.tableName());
      ObjectNode outcome = write.outcome(table);
      if (outcome != null) {
        table.requireStorable(outcome);
      }
    }
    for (Write write : writes) {
      if (write.kind() != Write.Kind.CHECK) {
        write.apply(store.table(write.tableName()));
      }
    }
  }

  private static AwsException cancelled(List<String> codes, ArrayNode reasons) {
    return AwsException.badRequest(
            "TransactionCanceledException",
            "Transaction cancelled, please refer cancellation reasons for specific reasons "
                + codes)
        .with("CancellationReasons", reasons);
  }

  private ObjectNode get(Authenticated call, ObjectNode input) {
    List<Read> reads = new ArrayList<>();
    Map<Need, List<String>> needs = new LinkedHashMap<>();
    for (JsonNode statement : statements(input)) {
      JsonNode body = statement.path("Get");
      Table table = access.table(call, "GetItem", body.path("TableName").asText(""));
      Projection projection = Projection.parse(body, new Placeholders(body));
      ObjectNode key = table.key().requireKey(body.path("Key"));
      reads.add(new Read(table, key, projection));
      needs
          .computeIfAbsent(new Need("GetItem", table.arn()), need -> new ArrayList<>())
          .add(table.key().leadingKey(key));
    }
    requireAllowed(call, "TransactGetItems", needs);
    TableStore store = access.store(call);
    ObjectNode output = Json.object();
    ArrayNode responses = output.putArray("Responses");
    synchronized (store) {
      for (Read read : reads) {
        ObjectNode response = responses.addObject();
        ObjectNode item = store.table(read.table().name()).find(read.key());
        if (item != null) {
          response.set("Item", read.projection().of(item));
        }
      }
    }
    return output;
  }

  private void requireAllowed(Authenticated call, String enclosing, Map<Need, List<String>> needs) {
    needs.forEach(
        (need, keys) ->
            access.require(call, need.action(), need.arn(), keys, Optional.of(enclosing)));
  }

  private static JsonNode statements(ObjectNode input) {
    JsonNode statements = input.path("TransactItems");
    if (statements.isEmpty() || statements.size() > MOST) {
      throw DynamoErrors.validation("a transaction has 1 to " + MOST + " statements");
    }
    return statements;
  }

  private static void requireDistinct(List<Write> writes) {
    Set<String> keys = new HashSet<>();
    for (Write write : writes) {
      if (!keys.add(write.tableName() + Json.write(write.key()))) {
        throw DynamoErrors.validation(
            "Transaction request cannot include multiple operations on one item");
      }
    }
  }
}
