package io.leasehold.localaws.internal.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.wire.AwsException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way to a value inside an item: {@code address.lines[0]}.
 *
 * @param steps names as text, list positions as {@code [0]}
 */
record DocumentPath(List<String> steps) {

  /** Copies the steps. */
  DocumentPath {
    steps = List.copyOf(steps);
  }

  static DocumentPath parse(Tokens tokens, Placeholders placeholders) {
    List<String> steps = new ArrayList<>();
    steps.add(name(tokens, placeholders));
    while (true) {
      if (tokens.takes(".")) {
        steps.add(name(tokens, placeholders));
      } else if (tokens.takes("[")) {
        String index = tokens.next();
        if (!index.matches("\\d+")) {
          throw tokens.syntaxError();
        }
        tokens.expect("]");
        steps.add("[" + index + "]");
      } else {
        return new DocumentPath(steps);
      }
    }
  }

  private static String name(Tokens tokens, Placeholders placeholders) {
    String token = tokens.next();
    if (!token.matches("#?[A-Za-z0-9_]+")) {
      throw tokens.syntaxError();
    }
    if (ReservedWords.include(token)) {
      throw tokens.invalid("Attribute name is a reserved keyword; reserved keyword: " + token);
    }
    return placeholders.name(token);
  }

  /** The attribute of the item that the way begins with. */
  String attribute() {
    return steps.get(0);
  }

  /** Whether one way leads along the other. */
  boolean overlaps(DocumentPath other) {
    int common = Math.min(steps.size(), other.steps.size());
    return steps.subList(0, common).equals(other.steps.subList(0, common));
  }

  /** The value, null if the item has none there. */
  @Nullable JsonNode find(ObjectNode item) {
    JsonNode value = item.get(attribute());
    for (String step : steps.subList(1, steps.size())) {
      if (value == null) {
        return null;
      }
      value = step.startsWith("[") ? value.path("L").get(index(step)) : value.path("M").get(step);
    }
    return value;
  }

  /** Puts a value there; a place in a list behind its end is its end. */
  void set(ObjectNode item, JsonNode value) {
    String last = steps.get(steps.size() - 1);
    JsonNode container = container(item);
    if (!last.startsWith("[") && container instanceof ObjectNode map) {
      map.set(last, value);
    } else if (last.startsWith("[") && container instanceof ArrayNode list) {
      if (index(last) < list.size()) {
        list.set(index(last), value);
      } else {
        list.add(value);
      }
    } else {
      throw invalid();
    }
  }

  /** Takes the value away, if there is one. */
  void remove(ObjectNode item) {
    String last = steps.get(steps.size() - 1);
    JsonNode container = container(item);
    if (!last.startsWith("[") && container instanceof ObjectNode map) {
      map.remove(last);
    } else if (last.startsWith("[") && container instanceof ArrayNode list) {
      list.remove(index(last));
    } else {
      throw invalid();
    }
  }

  private JsonNode container(ObjectNode item) {
    if (steps.size() == 1) {
      return item;
    }
    JsonNode parent = new DocumentPath(steps.subList(0, steps.size() - 1)).find(item);
    if (parent == null) {
      throw invalid();
    }
    return steps.get(steps.size() - 1).startsWith("[") ? parent.path("L") : parent.path("M");
  }

  private static int index(String step) {
    return Integer.parseInt(step.substring(1, step.length() - 1));
  }

  private static AwsException invalid() {
    return DynamoErrors.validation(
        "The document path provided in the update expression is invalid for update");
  }
}
