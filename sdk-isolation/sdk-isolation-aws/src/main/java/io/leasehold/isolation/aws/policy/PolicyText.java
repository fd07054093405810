package io.leasehold.isolation.aws.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.leasehold.isolation.iam.PolicyDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What policies say, whatever their layout: white space, names of statements, lists of one, and the
 * order of statements, elements and values make no difference.
 */
final class PolicyText {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private PolicyText() {}

  /**
   * The statements of several policies, each with the version it is under. Which of them stands in
   * which policy makes no difference either.
   *
   * @throws io.leasehold.isolation.iam.PolicySyntaxException if one is no policy that this library
   *     understands
   */
  static Set<String> statements(Collection<String> policies) {
    return policies.stream()
        .flatMap(policy -> statements(policy).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> statements(String policy) {
    PolicyDocument.parse(policy);
    Set<String> statements = new TreeSet<>();
    String version = "";
    try (JsonParser json = FACTORY.createParser(policy)) {
      json.nextToken();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        if (name.equals("Statement") && json.currentToken() == JsonToken.START_ARRAY) {
          statements.addAll(elements(json));
        } else if (name.equals("Statement")) {
          statements.add(value(json));
        } else if (name.equals("Version")) {
          version = value(json);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a text that was parsed before", e);
    }
    // Without its version, a variable is plain text.
    String under = version;
    return statements.stream().map(statement -> under + statement).collect(Collectors.toSet());
  }

  private static String value(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      Set<String> elements = elements(json);
      return elements.size() == 1 ? elements.iterator().next() : elements.toString();
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return '"' + json.getText().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
    Map<String, String> fields = new TreeMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      String value = value(json);
      if (!name.equals("Sid")) {
        fields.put(name, value);
      }
    }
    return fields.toString();
  }

  private static Set<String> elements(JsonParser json) throws IOException {
    Set<String> elements = new TreeSet<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(json));
    }
    return elements;
  }
}
