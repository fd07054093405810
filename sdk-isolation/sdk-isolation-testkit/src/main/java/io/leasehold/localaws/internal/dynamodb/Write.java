package io.leasehold.localaws.internal.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.wire.Json;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One change of one item, or the mere check of a condition, alone or inside a transaction. */
final class Write {

  /** What is done to the item. */
  enum Kind {
    PUT("PutItem"),
    UPDATE("UpdateItem"),
    DELETE("DeleteItem"),
    CHECK("ConditionCheckItem");

    private final String action;

    Kind(String action) {
      this.action = action;
    }

    /** The IAM action, without its service. */
    String action() {
      return action;
    }
  }

  /** The item before and after, null where there is none. */
  record Result(@Nullable ObjectNode before, @Nullable ObjectNode after) {}

  private final Kind kind;
  private final String tableName;
  private final KeySchema schema;
  private final ObjectNode key;
  private final ObjectNode item;
  private final @Nullable Update update;
  private final @Nullable Condition condition;
  private final boolean oldItemOnFailure;

  private Write(
      Kind kind,
      Table table,
      ObjectNode item,
      @Nullable Update update,
      @Nullable Condition condition,
      boolean oldItemOnFailure) {
    this.kind = kind;
    this.tableName = table.name();
    this.schema = table.key();
    this.item = item;
    this.key = schema.of(item);
    this.update = update;
    this.condition = condition;
    this.oldItemOnFailure = oldItemOnFailure;
  }

  static Write parse(Kind kind, Table table, JsonNode input) {
    Placeholders placeholders = new Placeholders(input);
    ObjectNode item =
        kind == Kind.PUT
            ? table.key().requireItem(input.path("Item"))
            : table.key().requireKey(input.path("Key"));
    Update update = null;
    if (kind == Kind.UPDATE && input.has("UpdateExpression")) {
      update = Update.parse(input.path("UpdateExpression").asText(), placeholders);
      for (String attribute : update.attributes()) {
        if (table.key().has(attribute)) {
          throw DynamoErrors.validation(
              "One or more parameter values were invalid: Cannot update attribute "
                  + attribute
                  + ". This attribute is part of the key");
        }
      }
    }
    Condition condition = null;
    if (input.has("ConditionExpression")) {
      condition =
          Condition.parse(
              "ConditionExpression", input.path("ConditionExpression").asText(), placeholders);
    }
    placeholders.requireAllUsed();
    boolean oldItem =
        input.path("ReturnValuesOnConditionCheckFailure").asText("").equals("ALL_OLD");
    return new Write(kind, table, item, update, condition, oldItem);
  }

  Kind kind() {
    return kind;
  }

  String tableName() {
    return tableName;
  }

  ObjectNode key() {
    return key;
  }

  String leadingKey() {
    return schema.leadingKey(key);
  }

  Set<String> updatedAttributes() {
    return update == null ? Set.of() : update.attributes();
  }

  /** Whether a failed condition is to show the item. */
  boolean showsOldItem() {
    return oldItemOnFailure;
  }

  boolean passes(Table table) {
    ObjectNode before = table.find(key);
    return condition == null || condition.test(before == null ? Json.object() : before);
  }

  /** The item after the change; null if there is none any more. */
  @Nullable ObjectNode outcome(Table table) {
    ObjectNode before = table.find(key);
    return switch (kind) {
      case PUT -> item;
      case DELETE -> null;
      case CHECK -> before;
      case UPDATE -> {
        ObjectNode start = before == null ? key : before;
        yield update == null ? start : update.apply(start);
      }
    };
  }

  Result apply(Table table) {
    ObjectNode before = table.find(key);
    ObjectNode after = outcome(table);
    if (after == null) {
      table.remove(key);
    } else {
      table.put(after);
    }
    return new Result(before, after);
  }
}
