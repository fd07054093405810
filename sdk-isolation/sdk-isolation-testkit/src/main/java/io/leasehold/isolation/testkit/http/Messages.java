package io.leasehold.isolation.testkit.http;

import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.AwsResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/** HTTP messages from one form into another. */
final class Messages {

  private static final Map<Integer, String> STATUS =
      Map.of(200, "OK", 204, "No Content", 400, "Bad Request", 403, "Forbidden");

  private Messages() {}

  /** The request as the service would receive it. */
  static AwsRequest received(SdkHttpRequest request, byte[] body) {
    Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
    List<String> hosts = new ArrayList<>(request.matchingHeaders("Host"));
    String authority = authority(request);
    if (hosts.stream().noneMatch(authority::equalsIgnoreCase)) {
      hosts.add(authority); // where it really goes
    }
    headers.keySet().removeIf("Host"::equalsIgnoreCase);
    headers.put("Host", hosts);
    return new AwsRequest(
        request.method().name(),
        request.encodedPath().isEmpty() ? "/" : request.encodedPath(),
        request.encodedQueryParameters().orElse(""),
        headers,
        body);
  }

  private static String authority(SdkHttpRequest request) {
    boolean usual = request.port() == (request.protocol().equals("https") ? 443 : 80);
    return usual ? request.host() : request.host() + ":" + request.port();
  }

  /** The answer as the SDK receives it; that to a HEAD has no body. */
  static SdkHttpFullResponse response(AwsResponse answer, String method) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    answer.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    return response(answer.status(), headers, method.equals("HEAD") ? new byte[0] : answer.body());
  }

  static SdkHttpFullResponse response(OfflineAnswer answer) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    answer.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    return response(answer.status(), headers, answer.body());
  }

  /** The body of a response that was made here. */
  static byte[] body(SdkHttpFullResponse response) {
    try (InputStream body = response.content().orElseThrow()) {
      return body.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes can always be read", e);
    }
  }

  private static SdkHttpFullResponse response(
      int status, Map<String, List<String>> headers, byte[] body) {
    headers.putIfAbsent("Content-Length", List.of(Integer.toString(body.length)));
    return SdkHttpFullResponse.builder()
        .statusCode(status)
        .statusText(STATUS.getOrDefault(status, ""))
        .headers(headers)
        .content(AbortableInputStream.create(new ByteArrayInputStream(body)))
        .build();
  }
}
