package io.leasehold.localaws.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One HTTP request exactly as it was received: nothing is normalised, because it is signed. */
public final class AwsRequest {

  private final String method;
  private final String rawPath;
  private final Parameters query;
  private final Map<String, List<String>> headers;
  private final byte[] body;

  /**
   * Creates the request.
   *
   * @param rawPath the path as sent, escapes included
   * @param rawQuery the query string as sent, without the question mark
   * @param headers the values by header name
   */
  public AwsRequest(
      String method,
      String rawPath,
      String rawQuery,
      Map<String, List<String>> headers,
      byte[] body) {
    this.method = method;
    this.rawPath = rawPath;
    this.query = Parameters.parse(rawQuery, false);
    this.headers = new LinkedHashMap<>();
    headers.forEach((name, values) -> this.headers.put(name.toLowerCase(Locale.ROOT), values));
    this.body = body.clone();
  }

  /** The HTTP method, in capitals. */
  public String method() {
    return method;
  }

  /** The path as sent. */
  public String rawPath() {
    return rawPath;
  }

  /** The parameters of the query string. */
  public Parameters query() {
    return query;
  }

  /** The body as received, transfer coding removed. */
  public byte[] body() {
    return body.clone();
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The first value of a header, by its name in any case. */
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  /** All values of a header. */
  public List<String> headers(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** Every header by its name in small letters. */
  public Map<String, List<String>> headers() {
    return Map.copyOf(headers);
  }
}
