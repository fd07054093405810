package io.leasehold.isolation.testkit.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** An answer in the place of AWS. Immutable. */
public final class OfflineAnswer {

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  private OfflineAnswer(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = Map.copyOf(headers);
    this.body = body;
  }

  /** Success with that body, for services that speak JSON. */
  public static OfflineAnswer json(String body) {
    return text("application/json", body);
  }

  /** Success with that body, for services that speak XML. */
  public static OfflineAnswer xml(String body) {
    return text("text/xml", body);
  }

  /** Success with those bytes, such as an object of S3. */
  public static OfflineAnswer bytes(byte[] body) {
    return new OfflineAnswer(200, Map.of("Content-Type", "application/octet-stream"), body.clone());
  }

  private static OfflineAnswer text(String type, String body) {
    return new OfflineAnswer(
        200, Map.of("Content-Type", type), body.getBytes(StandardCharsets.UTF_8));
  }

  /** The same with another status. */
  public OfflineAnswer status(int other) {
    return new OfflineAnswer(other, headers, body);
  }

  /** The same with a header more. */
  public OfflineAnswer header(String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return new OfflineAnswer(status, more, body);
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  byte[] body() {
    return body.clone();
  }

  @Override
  public String toString() {
    return "OfflineAnswer[" + status + ", " + body.length + " bytes]";
  }
}
