package io.leasehold.localaws.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One HTTP answer. */
public final class AwsResponse {

  private final int status;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final byte[] body;

  private AwsResponse(int status, byte[] body) {
    this.status = status;
    this.body = body;
  }

  /** An answer without a body. */
  public static AwsResponse empty(int status) {
    return new AwsResponse(status, new byte[0]);
  }

  /** An answer with text. */
  public static AwsResponse text(int status, String contentType, String body) {
    return bytes(status, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  /** An answer with bytes. */
  public static AwsResponse bytes(int status, String contentType, byte[] body) {
    return new AwsResponse(status, body.clone()).with("Content-Type", contentType);
  }

  /** Sets a header. */
  public AwsResponse with(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** The status code. */
  public int status() {
    return status;
  }

  /** The headers by name. */
  public Map<String, String> headers() {
    return Map.copyOf(headers);
  }

  /** The body. */
  public byte[] body() {
    return body.clone();
  }
}
