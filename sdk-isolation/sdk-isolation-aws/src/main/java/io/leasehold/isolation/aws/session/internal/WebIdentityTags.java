package io.leasehold.isolation.aws.session.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The session tags that a web identity token carries. Only read, not verified: STS does that, and
 * takes no other ones.
 */
final class WebIdentityTags {

  private static final String CLAIM = "https://aws.amazon.com/tags";
  private static final String NESTED = "principal_tags";
  private static final String FLAT = CLAIM + "/" + NESTED + "/";
  private static final int PARTS = 3;
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private WebIdentityTags() {}

  /**
   * Key to values, whatever the case of the key.
   *
   * @throws IOException if it is no such token
   */
  static Map<String, List<String>> of(String token) throws IOException {
    String[] parts = token.split("\\.", -1);
    if (parts.length != PARTS) {
      throw new IOException("not of three parts");
    }
    Map<String, List<String>> tags = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    try (JsonParser json = FACTORY.createParser(payload(parts[1]))) {
      requireObject(json.nextToken());
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String claim = json.currentName();
        JsonToken value = json.nextToken();
        if (claim.startsWith(FLAT)) {
          add(tags, claim.substring(FLAT.length()), json);
        } else if (claim.equals(CLAIM)) {
          requireObject(value);
          readClaim(json, tags);
        } else {
          json.skipChildren();
        }
      }
    }
    return tags;
  }

  private static String payload(String part) throws IOException {
    try {
      return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IOException("not in base 64", e);
    }
  }

  private static void readClaim(JsonParser json, Map<String, List<String>> tags)
      throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean principal = json.currentName().equals(NESTED);
      JsonToken value = json.nextToken();
      if (!principal) {
        json.skipChildren();
        continue;
      }
      requireObject(value);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        json.nextToken();
        add(tags, key, json);
      }
    }
  }

  private static void add(Map<String, List<String>> tags, String key, JsonParser json)
      throws IOException {
    List<String> values = tags.computeIfAbsent(key, first -> new ArrayList<>());
    if (json.currentToken() == JsonToken.START_ARRAY) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        values.add(json.getText());
      }
    } else {
      values.add(json.getText());
    }
  }

  private static void requireObject(JsonToken token) throws IOException {
    if (token != JsonToken.START_OBJECT) {
      throw new IOException("not an object where one belongs");
    }
  }
}
