package io.leasehold.isolation.bench;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** A network that takes no time: every request is answered with an empty JSON object. */
final class CannedHttp implements SdkHttpClient {

  private static final byte[] BODY = "{}".getBytes(StandardCharsets.US_ASCII);

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        return HttpExecuteResponse.builder()
            .response(
                SdkHttpResponse.builder()
                    .statusCode(200)
                    .putHeader("Content-Type", "application/x-amz-json-1.0")
                    .putHeader("Content-Length", String.valueOf(BODY.length))
                    .build())
            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(BODY)))
            .build();
      }

      @Override
      public void abort() {
        // There is nothing to stop.
      }
    };
  }

  @Override
  public void close() {
    // There is nothing to close.
  }
}
