package io.leasehold.isolation.aws.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.leasehold.isolation.aws.scope.Grant;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Writes grants as the shortest JSON that IAM reads, always in the same order. */
final class PolicyJson {

  private static final JsonFactory FACTORY = new JsonFactory();

  private PolicyJson() {}

  /** A policy of these statements. */
  static String policy(Collection<String> statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":" + list(statements) + "}";
  }

  /** The value of Statement: a list, or the only statement. */
  static String list(Collection<String> statements) {
    List<String> sorted = statements.stream().sorted().toList();
    return sorted.size() == 1 ? sorted.get(0) : "[" + String.join(",", sorted) + "]";
  }

  /** The statements of the grants, and of the fence around them if there is to be one. */
  static List<String> statements(List<Grant> grants, boolean fenced) {
    return Stream.concat(
            grants.stream().map(PolicyJson::allow),
            fenced ? Fence.around(grants).stream().map(PolicyJson::deny) : Stream.empty())
        .toList();
  }

  private static String allow(Grant grant) {
    Map<String, Map<String, List<String>>> conditions = new TreeMap<>();
    grant
        .conditions()
        .forEach(
            (operator, keys) -> {
              Map<String, List<String>> values = new TreeMap<>();
              keys.forEach((key, value) -> values.put(key, List.of(value)));
              conditions.put(operator, values);
            });
    return statement("Allow", "Action", grant.actions(), "Resource", grant.resources(), conditions);
  }

  private static String deny(Denial denial) {
    return statement(
        "Deny",
        denial.otherActions() ? "NotAction" : "Action",
        denial.actions(),
        denial.otherResources() ? "NotResource" : "Resource",
        denial.resources(),
        denial.conditions());
  }

  private static String statement(
      String effect,
      String action,
      List<String> actions,
      String resource,
      List<String> resources,
      Map<String, Map<String, List<String>>> conditions) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("Effect", effect);
      writeTexts(json, action, actions);
      writeTexts(json, resource, resources);
      if (!conditions.isEmpty()) {
        json.writeObjectFieldStart("Condition");
        for (Map.Entry<String, Map<String, List<String>>> operator : conditions.entrySet()) {
          json.writeObjectFieldStart(operator.getKey());
          for (Map.Entry<String, List<String>> key : operator.getValue().entrySet()) {
            writeTexts(json, key.getKey(), key.getValue());
          }
          json.writeEndObject();
        }
        json.writeEndObject();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a StringWriter does not fail", e);
    }
    return text.toString();
  }

  private static void writeTexts(JsonGenerator json, String field, List<String> texts)
      throws IOException {
    if (texts.size() == 1) {
      json.writeStringField(field, texts.get(0));
      return;
    }
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
