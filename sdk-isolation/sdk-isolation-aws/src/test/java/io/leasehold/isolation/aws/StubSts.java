package io.leasehold.isolation.aws;

import io.leasehold.isolation.aws.LoopbackAws.Answer;
import io.leasehold.isolation.aws.LoopbackAws.Seen;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/** An STS behind real HTTP: answers AssumeRole, slowly or not at all if told so. */
final class StubSts implements AutoCloseable {

  // Shared by all tests and never closed: closing one takes two seconds.
  static final SdkAsyncHttpClient HTTP =
      NettyNioAsyncHttpClient.builder().maxConcurrency(100).build();

  private final LoopbackAws server = new LoopbackAws(this::answer);
  private final StsAsyncClient client;
  private final Clock clock;
  private final AtomicInteger sessions = new AtomicInteger();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile String error = "";
  private volatile int errorStatus;
  private volatile Duration lifetime = Duration.ofHours(1);

  StubSts(Clock clock) {
    this.clock = clock;
    this.client = in(Region.EU_CENTRAL_1);
  }

  /** A client for another Region, at the same server. */
  StsAsyncClient in(Region region) {
    return as(region, AwsBasicCredentials.create("PLATFORM", "secret"));
  }

  /** A client of somebody else than the platform. */
  StsAsyncClient as(Region region, AwsCredentials identity) {
    return client(server.endpoint(), region, identity);
  }

  /** The platform's client of an STS anywhere. */
  static StsAsyncClient client(URI endpoint) {
    return client(endpoint, Region.EU_CENTRAL_1, AwsBasicCredentials.create("PLATFORM", "secret"));
  }

  private static StsAsyncClient client(URI endpoint, Region region, AwsCredentials identity) {
    return StsAsyncClient.builder()
        .endpointOverride(endpoint)
        .region(region)
        .httpClient(HTTP)
        .credentialsProvider(StaticCredentialsProvider.create(identity))
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  StsAsyncClient client() {
    return client;
  }

  URI endpoint() {
    return server.endpoint();
  }

  List<Seen> calls() {
    return server.seen();
  }

  /** Holds every answer back until the latch opens. */
  void answerAfter(CountDownLatch latch) {
    gate = latch;
  }

  void refuseWith(int status, String code) {
    errorStatus = status;
    error = code;
  }

  void recover() {
    error = "";
  }

  void lifetime(Duration duration) {
    lifetime = duration;
  }

  private Answer answer(Seen request) {
    try {
      if (!gate.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the test never opened the gate");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!error.isEmpty()) {
      return Answer.xml(
          errorStatus,
          "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>told so</Message>"
                  .formatted(error)
              + "</Error><RequestId>r</RequestId></ErrorResponse>");
    }
    String operation = request.field("Action");
    // The key tells whose session it is and which one: ASIA-t-acme-1.
    String key = "ASIA-" + request.field("RoleSessionName") + "-" + sessions.incrementAndGet();
    Instant expiration = clock.instant().plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
    return Answer.xml(
        200,
        ("<%1$sResponse><%1$sResult><Credentials><AccessKeyId>%2$s</AccessKeyId>"
                + "<SecretAccessKey>top-secret</SecretAccessKey><SessionToken>hush-token"
                + "</SessionToken><Expiration>%3$s</Expiration></Credentials></%1$sResult>"
                + "</%1$sResponse>")
            .formatted(operation, key, expiration));
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
