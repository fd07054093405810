package io.leasehold.isolation.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Writes grants as the shortest JSON that IAM reads, always in the same order. */
final class PolicyJson {

  private static final JsonFactory FACTORY = new JsonFactory();

  private PolicyJson() {}

  static String policy(List<Grant> grants) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":" + statements(grants) + "}";
  }

  /** The value of Statement: a list, or the only statement. */
  static String statements(List<Grant> grants) {
    List<String> written = grants.stream().map(PolicyJson::statement).sorted().toList();
    return written.size() == 1 ? written.get(0) : "[" + String.join(",", written) + "]";
  }

  private static String statement(Grant grant) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("Effect", "Allow");
      writeTexts(json, "Action", grant.actions());
      writeTexts(json, "Resource", grant.resources());
      if (!grant.conditions().isEmpty()) {
        json.writeObjectFieldStart("Condition");
        for (Map.Entry<String, Map<String, String>> operator : grant.conditions().entrySet()) {
          json.writeObjectFieldStart(operator.getKey());
          for (Map.Entry<String, String> key : operator.getValue().entrySet()) {
            json.writeStringField(key.getKey(), key.getValue());
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
