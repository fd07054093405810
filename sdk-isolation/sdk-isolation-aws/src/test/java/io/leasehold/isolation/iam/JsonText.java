package io.leasehold.isolation.iam;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes maps, lists and texts as JSON. */
final class JsonText {

  /** JSON already. */
  record Raw(String json) {}

  private JsonText() {}

  static String of(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> of(entry.getKey()) + ":" + of(entry.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(JsonText::of).collect(Collectors.joining(",", "[", "]"));
    }
    if (value instanceof Raw raw) {
      return raw.json();
    }
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString((String) value)) + "\"";
  }
}
