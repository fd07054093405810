package io.leasehold.labs.it.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.Optional;

/** What the application answered. */
public record Answer(int status, String text, HttpResponse<String> response) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static Answer of(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.body(), response);
  }

  /** The body as JSON. */
  public JsonNode json() {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON, but status " + status + ": " + text, e);
    }
  }

  /** A text field of the body, or the empty text. */
  public String field(String name) {
    return json().path(name).asText();
  }

  /** A header. */
  public Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }
}
