package io.leasehold.isolation.testkit.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The routes of an OpenAPI document. */
final class OpenApiRoutes {

  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options");

  private final JsonNode document;

  private OpenApiRoutes(JsonNode document) {
    this.document = document;
  }

  static List<Route> of(String text) {
    try {
      return new OpenApiRoutes(new ObjectMapper().readTree(text)).routes();
    } catch (JsonProcessingException e) {
      throw unreadable("it is not JSON");
    }
  }

  private List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    JsonNode paths = document.path("paths");
    if (!paths.isObject()) {
      throw unreadable("it has no paths");
    }
    each(
        paths,
        (path, item) ->
            each(
                item,
                (method, operation) -> {
                  if (METHODS.contains(method)) {
                    routes.add(route(path, method, item, operation));
                  }
                }));
    return routes;
  }

  private Route route(String written, String method, JsonNode item, JsonNode operation) {
    String path = Route.plain(written);
    List<Slot> inPath = new ArrayList<>();
    List<Slot> inQuery = new ArrayList<>();
    for (JsonNode list : List.of(item.path("parameters"), operation.path("parameters"))) {
      for (JsonNode reference : list) {
        JsonNode parameter = resolved(reference);
        String name = parameter.path("name").asText();
        String in = parameter.path("in").asText();
        Slot slot = new Slot(name, type(parameter.path("schema")), Route.about(path, name));
        if (in.equals("path")) {
          inPath.add(slot);
        } else if (in.equals("query")) {
          inQuery.add(slot);
        }
      }
    }
    JsonNode content = resolved(operation.path("requestBody")).path("content");
    Iterator<JsonNode> media = content.elements();
    List<Slot> body = media.hasNext() ? fields(resolved(media.next().path("schema")), path) : null;
    return new Route(method.toUpperCase(Locale.ROOT), path, inPath, inQuery, body);
  }

  private List<Slot> fields(JsonNode schema, String path) {
    List<Slot> fields = new ArrayList<>();
    for (JsonNode part : schema.path("allOf")) {
      fields.addAll(fields(resolved(part), path));
    }
    each(
        schema.path("properties"),
        (name, property) -> {
          if (!resolved(property).path("readOnly").asBoolean()) {
            fields.add(new Slot(name, type(property), Route.about(path, name)));
          }
        });
    return fields;
  }

  private Type type(JsonNode reference) {
    JsonNode schema = resolved(reference);
    JsonNode written = schema.path("type");
    // From 3.1 on it may be a list, with "null" in it.
    String type = written.isArray() ? written.path(0).asText() : written.asText();
    String format = schema.path("format").asText();
    return switch (type) {
      case "integer" -> format.equals("int32") ? Integer.class : Long.class;
      case "number" -> Double.class;
      case "boolean" -> Boolean.class;
      case "array" ->
          new RepositoryTargets.Generic(List.class, List.of(type(schema.path("items"))));
      default ->
          switch (format) {
            case "uuid" -> UUID.class;
            case "date" -> java.time.LocalDate.class;
            case "date-time" -> java.time.OffsetDateTime.class;
            default -> String.class;
          };
    };
  }

  private JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.startsWith("#/") ? resolved(document.at(reference.substring(1))) : node;
  }

  private interface Entry {
    void is(String name, JsonNode value);
  }

  private static void each(@Nullable JsonNode object, Entry entry) {
    if (object != null) {
      for (Map.Entry<String, JsonNode> one : object.properties()) {
        entry.is(one.getKey(), one.getValue());
      }
    }
  }

  private static DataKitException unreadable(String why) {
    return new DataKitException("LH-ISO-353", "the OpenAPI document cannot be read: " + why);
  }
}
