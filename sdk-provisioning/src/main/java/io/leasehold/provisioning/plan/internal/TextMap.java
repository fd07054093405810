package io.leasehold.provisioning.plan.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Text maps as JSON objects, with sorted keys: equal maps give equal text. */
final class TextMap {

  private static final JsonFactory JSON = new JsonFactory();

  private TextMap() {}

  static String write(Map<String, String> map) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, String> entry : new TreeMap<>(map).entrySet()) {
        json.writeStringField(entry.getKey(), entry.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Text could not be written as JSON.", e);
    }
    return text.toString();
  }

  static Map<String, String> read(@Nullable String text) {
    Map<String, String> map = new LinkedHashMap<>();
    if (text == null) {
      return map;
    }
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        json.nextToken();
        map.put(key, json.getText());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The journal holds text that is not a JSON object.", e);
    }
    return map;
  }
}
