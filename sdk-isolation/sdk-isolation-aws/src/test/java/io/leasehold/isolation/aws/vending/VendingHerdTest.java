package io.leasehold.isolation.aws.vending;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.client.internal.TenantFacades;
import io.leasehold.isolation.aws.fixture.Actor;
import io.leasehold.isolation.aws.fixture.LoopbackAws;
import io.leasehold.isolation.aws.fixture.MovableClock;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.session.CredentialVendingException;
import io.leasehold.isolation.aws.session.CredentialVendingException.Reason;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/**
 * The vendor beside the SDK's own provider, each with an STS of its own that behaves the same, in
 * the same run. The slow STS takes eight seconds, because the SDK's threads wait for each other for
 * five.
 */
@Timeout(120)
@Tag("attack-E10")
class VendingHerdTest {

  private static final int OURS = 1000;
  private static final int SDKS = Boolean.getBoolean("leasehold.long") ? 1000 : 50;

  @Test
  void aThousandThreadsAndAnStsThatTakesEightSecondsMakeOneCall() throws Exception {
    try (LoopbackAws mine = new LoopbackAws(call -> slowly());
        LoopbackAws theirs = new LoopbackAws(call -> slowly());
        TenantCredentialVendor vendor = vendor(mine.endpoint());
        StsClient sts = blocking(theirs.endpoint());
        StsAssumeRoleCredentialsProvider sdk = provider(sts)) {
      AwsCredentialsProvider ours = new TenantFacades(vendor::vend, null).identityOf(ACME);
      ExecutorService threads = Executors.newFixedThreadPool(OURS + SDKS);
      try {
        List<Future<String>> vended =
            start(threads, OURS, () -> ours.resolveCredentials().accessKeyId());
        List<Future<String>> resolved =
            start(threads, SDKS, () -> sdk.resolveCredentials().accessKeyId());
        for (Future<String> key : vended) {
          assertThat(key.get(90, TimeUnit.SECONDS)).isEqualTo("ASIA");
        }
        for (Future<String> key : resolved) {
          assertThat(key.get(90, TimeUnit.SECONDS)).isEqualTo("ASIA");
        }
      } finally {
        threads.shutdownNow();
      }
      System.out.printf(
          "slow STS: %d threads of the vendor made %d call(s), %d of the SDK's provider %d%n",
          OURS, mine.seen().size(), SDKS, theirs.seen().size());
      assertThat(mine.seen()).hasSize(1);
      assertThat(theirs.seen()).hasSizeGreaterThan(1); // or there is nothing to be better than
    }
  }

  @Test
  void fiveHundredResolvesOfAnStsThatRefusesMakeOneCallInEachBackOffWindow() {
    MovableClock clock = new MovableClock();
    try (LoopbackAws mine = new LoopbackAws(call -> denied());
        LoopbackAws theirs = new LoopbackAws(call -> denied());
        TenantCredentialVendor vendor = vendor(mine.endpoint(), clock);
        StsClient sts = blocking(theirs.endpoint());
        StsAssumeRoleCredentialsProvider sdk = provider(sts)) {
      // 500 resolves in 50 seconds: windows of 5, 10, 20 and 30 seconds begin in that time.
      for (int i = 0; i < 500; i++) {
        assertThat(refusal(vendor)).isEqualTo(Reason.REFUSED);
        assertThat(refused(sdk)).isTrue();
        clock.advance(Duration.ofMillis(100));
      }
      System.out.printf(
          "refusing STS: 500 resolves made %d call(s) of the vendor, %d of the SDK's provider%n",
          mine.seen().size(), theirs.seen().size());
      assertThat(mine.seen()).hasSize(4);
      assertThat(theirs.seen()).hasSizeGreaterThan(100);
    }
  }

  private static List<Future<String>> start(
      ExecutorService threads, int count, Callable<String> work) {
    List<Future<String>> started = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      started.add(threads.submit(work));
    }
    return started;
  }

  private static Reason refusal(TenantCredentialVendor vendor) {
    try {
      vendor.vend(ACME).toCompletableFuture().join();
    } catch (CompletionException e) {
      return ((CredentialVendingException) e.getCause()).reason();
    }
    throw new AssertionError("credentials were vended");
  }

  private static boolean refused(StsAssumeRoleCredentialsProvider sdk) {
    try {
      sdk.resolveCredentials();
      return false;
    } catch (SdkException e) {
      return true;
    }
  }

  private static TenantCredentialVendor vendor(URI endpoint) {
    return vendor(endpoint, Clock.systemUTC());
  }

  private static TenantCredentialVendor vendor(URI endpoint, Clock clock) {
    return TenantCredentialVendor.builder()
        .sts(StubSts.client(endpoint))
        .role(Samples.ROLE)
        .blueprint(Samples.blueprint())
        .clock(clock)
        .build();
  }

  private static StsClient blocking(URI endpoint) {
    return StsClient.builder()
        .endpointOverride(endpoint)
        .region(Region.EU_CENTRAL_1)
        .httpClient(UrlConnectionHttpClient.create())
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("PLATFORM", "secret")))
        .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
        .build();
  }

  private static StsAssumeRoleCredentialsProvider provider(StsClient sts) {
    AssumeRoleRequest request =
        AssumeRoleRequest.builder()
            .roleArn(Samples.ROLE)
            .roleSessionName("t-acme")
            .policy(Actor.policy(ACME))
            .build();
    return StsAssumeRoleCredentialsProvider.builder()
        .stsClient(sts)
        .refreshRequest(request)
        .build();
  }

  private static LoopbackAws.Answer denied() {
    return LoopbackAws.Answer.xml(
        403,
        "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message>"
            + "</Error><RequestId>r</RequestId></ErrorResponse>");
  }

  // The one place where a test waits: the peer's behaviour depends on real seconds.
  private static LoopbackAws.Answer slowly() {
    try {
      TimeUnit.SECONDS.sleep(8);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Instant expiration = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
    return LoopbackAws.Answer.xml(
        200,
        ("<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA</AccessKeyId>"
                + "<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>%s"
                + "</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>")
            .formatted(expiration));
  }
}
