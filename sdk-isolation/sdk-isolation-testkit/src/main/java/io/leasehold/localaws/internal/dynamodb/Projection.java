package io.leasehold.localaws.internal.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.wire.Json;
import java.util.ArrayList;
import java.util.List;

/** Which parts of an item are wanted; none named means all. */
record Projection(List<DocumentPath> paths) {

  /** Copies the paths. */
  Projection {
    paths = List.copyOf(paths);
  }

  static Projection parse(JsonNode input, Placeholders placeholders) {
    List<DocumentPath> paths = new ArrayList<>();
    if (input.has("ProjectionExpression")) {
      Tokens tokens =
          new Tokens("ProjectionExpression", input.path("ProjectionExpression").asText());
      do {
        paths.add(DocumentPath.parse(tokens, placeholders));
      } while (tokens.takes(","));
      tokens.expectEnd();
    }
    return new Projection(paths);
  }

  ObjectNode of(ObjectNode item) {
    if (paths.isEmpty()) {
      return item;
    }
    ObjectNode part = Json.object();
    for (DocumentPath path : paths) {
      JsonNode value = path.find(item);
      if (value != null) {
        place(part, path.steps(), value);
      }
    }
    return part;
  }

  // List positions are not kept: the wanted elements follow each other.
  private static void place(ObjectNode into, List<String> steps, JsonNode value) {
    String first = steps.get(0);
    if (steps.size() == 1) {
      into.set(first, value);
      return;
    }
    ObjectNode container =
        into.get(first) instanceof ObjectNode present ? present : into.putObject(first);
    String next = steps.get(1);
    List<String> rest = steps.subList(1, steps.size());
    if (next.startsWith("[")) {
      ObjectNode element = Json.object();
      place(element, List.of("element"), rest.size() == 1 ? value : nested(rest, value));
      container.withArrayProperty("L").add(element.path("element"));
    } else {
      place(container.withObjectProperty("M"), rest, value);
    }
  }

  private static JsonNode nested(List<String> steps, JsonNode value) {
    ObjectNode map = Json.object();
    place(map.putObject("M"), steps.subList(1, steps.size()), value);
    return map;
  }
}
