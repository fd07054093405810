package io.leasehold.localaws.internal.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.wire.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An update expression: what it changes, and to what. */
final class Update {

  /** One change; it reads the item as it was and writes the new one. */
  private record Change(DocumentPath path, Effect effect) {}

  @FunctionalInterface
  private interface Effect {
    void apply(ObjectNode before, ObjectNode after);
  }

  private final Tokens tokens;
  private final Placeholders placeholders;
  private final List<Change> changes = new ArrayList<>();

  private Update(Tokens tokens, Placeholders placeholders) {
    this.tokens = tokens;
    this.placeholders = placeholders;
  }

  static Update parse(String expression, Placeholders placeholders) {
    Update update = new Update(new Tokens("UpdateExpression", expression), placeholders);
    Set<String> seen = new HashSet<>();
    while (!update.tokens.atEnd()) {
      String clause = update.tokens.next().toUpperCase(Locale.ROOT);
      if (!seen.add(clause)) {
        throw DynamoErrors.validation(
            "Invalid UpdateExpression: The \"" + clause + "\" section can only be used once");
      }
      do {
        update.changes.add(update.change(clause));
      } while (update.tokens.takes(","));
    }
    update.requireDisjoint();
    return update;
  }

  /** The item after the changes; the given one stays as it is. */
  ObjectNode apply(ObjectNode before) {
    ObjectNode after = before.deepCopy();
    changes.forEach(change -> change.effect().apply(before, after));
    return after;
  }

  /** The attributes that are changed. */
  Set<String> attributes() {
    Set<String> attributes = new TreeSet<>();
    changes.forEach(change -> attributes.add(change.path().attribute()));
    return attributes;
  }

  private Change change(String clause) {
    DocumentPath path = DocumentPath.parse(tokens, placeholders);
    return switch (clause) {
      case "SET" -> {
        tokens.expect("=");
        Operand value = sum();
        yield new Change(path, (before, after) -> path.set(after, present(value, before)));
      }
      case "REMOVE" -> new Change(path, (before, after) -> path.remove(after));
      case "ADD" -> {
        JsonNode value = placeholders.value(tokens.next());
        yield new Change(path, (before, after) -> add(path, value, before, after));
      }
      case "DELETE" -> {
        JsonNode value = placeholders.value(tokens.next());
        yield new Change(path, (before, after) -> delete(path, value, before, after));
      }
      default -> throw tokens.syntaxError();
    };
  }

  private void requireDisjoint() {
    for (int i = 0; i < changes.size(); i++) {
      for (int j = i + 1; j < changes.size(); j++) {
        if (changes.get(i).path().overlaps(changes.get(j).path())) {
          throw DynamoErrors.validation(
              "Invalid UpdateExpression: Two document paths overlap with each other; must remove or"
                  + " rewrite one of these paths");
        }
      }
    }
  }

  private Operand sum() {
    Operand left = term();
    boolean plus = tokens.sees("+");
    if (!plus && !tokens.sees("-")) {
      return left;
    }
    tokens.next();
    Operand right = term();
    return item -> {
      BigDecimal a = Attributes.number(present(left, item));
      BigDecimal b = Attributes.number(present(right, item));
      return Attributes.number(plus ? a.add(b) : a.subtract(b));
    };
  }

  private Operand term() {
    if (tokens.seesCall("if_not_exists")) {
      tokens.next();
      tokens.expect("(");
      DocumentPath path = DocumentPath.parse(tokens, placeholders);
      tokens.expect(",");
      Operand otherwise = term();
      tokens.expect(")");
      return item -> {
        JsonNode value = path.find(item);
        return value != null ? value : otherwise.of(item);
      };
    }
    if (tokens.seesCall("list_append")) {
      tokens.next();
      tokens.expect("(");
      Operand first = term();
      tokens.expect(",");
      Operand second = term();
      tokens.expect(")");
      return item -> append(present(first, item), present(second, item));
    }
    return Operand.parse(tokens, placeholders);
  }

  private static JsonNode append(JsonNode first, JsonNode second) {
    if (!first.has("L") || !second.has("L")) {
      throw Attributes.wrongType();
    }
    ObjectNode joined = Json.object();
    ArrayNode list = joined.putArray("L");
    first.path("L").forEach(list::add);
    second.path("L").forEach(list::add);
    return joined;
  }

  private static JsonNode present(Operand operand, ObjectNode item) {
    @Nullable JsonNode value = operand.of(item);
    if (value == null) {
      throw DynamoErrors.validation(
          "The provided expression refers to an attribute that does not exist in the item");
    }
    return value;
  }

  private static void add(DocumentPath path, JsonNode value, ObjectNode before, ObjectNode after) {
    JsonNode old = path.find(before);
    String type = Attributes.type(value);
    if (type.equals("N")) {
      BigDecimal start = old == null ? BigDecimal.ZERO : Attributes.number(old);
      path.set(after, Attributes.number(start.add(Attributes.number(value))));
    } else {
      Set<String> members = members(value, type);
      if (old != null) {
        members.addAll(members(old, type));
      }
      path.set(after, set(type, members));
    }
  }

  private static void delete(
      DocumentPath path, JsonNode value, ObjectNode before, ObjectNode after) {
    JsonNode old = path.find(before);
    if (old == null) {
      return;
    }
    String type = Attributes.type(value);
    Set<String> members = members(old, type);
    members.removeAll(members(value, type));
    if (members.isEmpty()) {
      path.remove(after);
    } else {
      path.set(after, set(type, members));
    }
  }

  private static Set<String> members(JsonNode value, String type) {
    if (!type.matches("[SNB]S") || !value.has(type)) {
      throw Attributes.wrongType();
    }
    Set<String> members = new TreeSet<>();
    value.path(type).forEach(member -> members.add(member.asText()));
    return members;
  }

  private static ObjectNode set(String type, Set<String> members) {
    return Json.object().set(type, Json.texts(List.copyOf(members)));
  }
}
