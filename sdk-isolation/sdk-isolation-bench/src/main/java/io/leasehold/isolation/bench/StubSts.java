package io.leasehold.isolation.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/** A real client of an STS that answers at once; only the cache in front of it is measured. */
final class StubSts implements SdkAsyncHttpClient {

  private final AtomicInteger sessions = new AtomicInteger();

  private StubSts() {}

  static StsAsyncClient client() {
    return StsAsyncClient.builder()
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("PLATFORM", "secret")))
        .httpClient(new StubSts())
        .build();
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    ByteBuffer body = ByteBuffer.wrap(answer().getBytes(StandardCharsets.US_ASCII));
    request
        .responseHandler()
        .onHeaders(
            SdkHttpResponse.builder()
                .statusCode(200)
                .putHeader("Content-Type", "text/xml")
                .putHeader("Content-Length", String.valueOf(body.remaining()))
                .build());
    request.responseHandler().onStream(SdkPublisher.fromIterable(List.of(body)));
    return CompletableFuture.completedFuture(null);
  }

  private String answer() {
    return ("<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA%d</AccessKeyId>"
            + "<SecretAccessKey>%s</SecretAccessKey><SessionToken>%s</SessionToken>"
            + "<Expiration>%s</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>")
        .formatted(
            sessions.incrementAndGet(),
            "s".repeat(40),
            "t".repeat(1_200),
            Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS));
  }

  @Override
  public void close() {
    // There is nothing to close.
  }
}
