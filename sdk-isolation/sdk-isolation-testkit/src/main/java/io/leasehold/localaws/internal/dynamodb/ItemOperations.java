package io.leasehold.localaws.internal.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.access.Authenticated;
import io.leasehold.localaws.internal.server.JsonService;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One item at a time. */
final class ItemOperations {

  private final DynamoAccess access;

  ItemOperations(DynamoAccess access) {
    this.access = access;
  }

  Map<String, JsonService.Operation> operations() {
    return Map.of(
        "PutItem", (call, input) -> write(Write.Kind.PUT, call, input),
        "UpdateItem", (call, input) -> write(Write.Kind.UPDATE, call, input),
        "DeleteItem", (call, input) -> write(Write.Kind.DELETE, call, input),
        "GetItem", this::get);
  }

  private ObjectNode get(Authenticated call, ObjectNode input) {
    Table found = access.table(call, "GetItem", input.path("TableName").asText(""));
    Placeholders placeholders = new Placeholders(input);
    Projection projection = Projection.parse(input, placeholders);
    placeholders.requireAllUsed();
    ObjectNode key = found.key().requireKey(input.path("Key"));
    List<String> leading = List.of(found.key().leadingKey(key));
    access.require(call, "GetItem", found.arn(), leading, Optional.empty());
    TableStore store = access.store(call);
    synchronized (store) {
      ObjectNode item = store.table(found.name()).find(key);
      ObjectNode output = Json.object();
      if (item != null) {
        output.set("Item", projection.of(item));
      }
      return output;
    }
  }

  private ObjectNode write(Write.Kind kind, Authenticated call, ObjectNode input) {
    Table found = access.table(call, kind.action(), input.path("TableName").asText(""));
    Write write = Write.parse(kind, found, input);
    List<String> leading = List.of(write.leadingKey());
    access.require(call, kind.action(), found.arn(), leading, Optional.empty());
    TableStore store = access.store(call);
    synchronized (store) {
      Table table = store.table(found.name());
      if (!write.passes(table)) {
        throw failed(write, table);
      }
      Write.Result result = write.apply(table);
      return answer(input.path("ReturnValues").asText("NONE"), write, result);
    }
  }

  private static AwsException failed(Write write, Table table) {
    AwsException refusal = DynamoErrors.conditionFailed();
    ObjectNode old = table.find(write.key());
    return write.showsOldItem() && old != null ? refusal.with("Item", old) : refusal;
  }

  private static ObjectNode answer(String wanted, Write write, Write.Result result) {
    ObjectNode attributes =
        switch (wanted) {
          case "NONE" -> null;
          case "ALL_OLD" -> result.before();
          case "ALL_NEW" -> result.after();
          case "UPDATED_OLD" -> only(result.before(), write.updatedAttributes());
          case "UPDATED_NEW" -> only(result.after(), write.updatedAttributes());
          default -> throw DynamoErrors.validation("Return values set to invalid value");
        };
    boolean update = write.kind() == Write.Kind.UPDATE;
    if (!update && !wanted.equals("NONE") && !wanted.equals("ALL_OLD")) {
      throw DynamoErrors.validation("Return values set to invalid value");
    }
    ObjectNode output = Json.object();
    if (attributes != null && !attributes.isEmpty()) {
      output.set("Attributes", attributes);
    }
    return output;
  }

  private static @Nullable ObjectNode only(@Nullable ObjectNode item, Set<String> attributes) {
    return item == null ? null : item.deepCopy().retain(attributes);
  }
}
