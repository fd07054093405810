package io.leasehold.isolation.aws.vending;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.Actor;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.tenancy.TenantId;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * Bytes for each tenant, measured on the heap after collection, with tokens as long as AWS's. The
 * peers hold the same credentials; a client of theirs is counted without any.
 */
@Timeout(300)
class VendingMemoryTest {

  private static final boolean FULL = Boolean.getBoolean("leasehold.long");
  private static final int TENANTS = FULL ? 100_000 : 20_000;
  private static final int PEERS = FULL ? 20_000 : 4_000;
  private static final int CLIENTS = FULL ? 2_000 : 200;
  private static final int TOKEN_BYTES = 900; // 1,200 characters in base 64
  private static final int GOAL = 1_600;

  private final Random dice = new Random(11);

  /** What STS says, made anew for each tenant, so that nothing is shared. */
  private Credentials credentials() {
    byte[] secret = new byte[30];
    byte[] token = new byte[TOKEN_BYTES];
    dice.nextBytes(secret);
    dice.nextBytes(token);
    return Credentials.builder()
        .accessKeyId("ASIA" + Long.toString(dice.nextLong(1L << 52, 1L << 53), 36) + "AB")
        .secretAccessKey(Base64.getEncoder().encodeToString(secret))
        .sessionToken(Base64.getEncoder().encodeToString(token))
        .expiration(Instant.now().plus(Duration.ofHours(1)))
        .build();
  }

  private TenantCredentialVendor vendor(CredentialCache cache) {
    return Vendors.vendor(
        Vendors.door(call -> CompletableFuture.completedFuture(credentials())),
        cache,
        StsLimiter.of(VendingLimits.standard().callsPerSecond(1e9)),
        Clock.systemUTC());
  }

  @Test
  @Tag("attack-E15")
  void aTenantTakesNoMoreThanSixteenHundredBytesAndNoThread() {
    CredentialCache cache = CredentialCache.ofBytes(1L << 30);
    TenantCredentialVendor vendor = vendor(cache);
    vendor.vend(TenantId.of("warm-up")).toCompletableFuture().join();
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();

    double ours =
        bytesEach(
            TENANTS,
            i -> {
              vendor.vend(TenantId.of("tenant-" + i)).toCompletableFuture().join();
              return null;
            });

    assertThat(cache.size()).isEqualTo(TENANTS + 1);
    assertThat(ManagementFactory.getThreadMXBean().getThreadCount())
        .isLessThanOrEqualTo(threads + 2);
    // What it says it weighs is about what it takes.
    assertThat((double) cache.bytes() / TENANTS).isBetween(0.9 * ours, 1.3 * ours);

    double bare =
        bytesEach(
            PEERS,
            i -> {
              Credentials c = credentials();
              return AwsSessionCredentials.create(
                  c.accessKeyId(), c.secretAccessKey(), c.sessionToken());
            });
    double provider = providerEach();
    double client = clientEach();
    System.out.printf(
        "bytes a tenant: vendor %.0f (%d tenants), bare SDK credentials %.0f, SDK provider %.0f,"
            + " DynamoDB client %.0f%n",
        ours, TENANTS, bare, provider, client);
    assertThat(ours).isLessThan(GOAL).isLessThan(provider).isLessThan(client);
    vendor.close();
  }

  @Test
  @Tag("attack-E15")
  void theCacheStaysWithinItsBytesHoweverManyTenantsCome() {
    CredentialCache cache = CredentialCache.ofBytes(2_000_000);
    TenantCredentialVendor vendor = vendor(cache);
    for (int i = 0; i < 20_000; i++) {
      vendor.vend(TenantId.of("tenant-" + i)).toCompletableFuture().join();
    }

    assertThat(cache.bytes()).isLessThanOrEqualTo(2_000_000);
    assertThat(cache.size()).isBetween(1_000L, 2_000L);
  }

  private double providerEach() {
    try (SdkHttpClient http = UrlConnectionHttpClient.create();
        StsClient sts =
            StsClient.builder()
                .region(Region.EU_CENTRAL_1)
                .httpClient(http)
                .credentialsProvider(platform())
                .build()) {
      return bytesEach(
          PEERS,
          i -> {
            Credentials c = credentials();
            AssumeRoleRequest request =
                AssumeRoleRequest.builder()
                    .roleArn(Samples.ROLE)
                    .roleSessionName("t-tenant-" + i)
                    .policy(Actor.policy(TenantId.of("tenant-" + i)))
                    .build();
            return List.of(
                StsAssumeRoleCredentialsProvider.builder()
                    .stsClient(sts)
                    .refreshRequest(request)
                    .build(),
                AwsSessionCredentials.create(
                    c.accessKeyId(), c.secretAccessKey(), c.sessionToken()));
          });
    }
  }

  private static double clientEach() {
    try (SdkHttpClient http = UrlConnectionHttpClient.create()) {
      return bytesEach(
          CLIENTS,
          i ->
              DynamoDbClient.builder()
                  .region(Region.EU_CENTRAL_1)
                  .httpClient(http)
                  .credentialsProvider(platform())
                  .build());
    }
  }

  private static StaticCredentialsProvider platform() {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create("PLATFORM", "secret"));
  }

  private static double bytesEach(int count, IntFunction<Object> make) {
    List<Object> kept = new ArrayList<>(count);
    kept.add(make.apply(0)); // classes are loaded
    long before = used();
    for (int i = 0; i < count; i++) {
      kept.add(make.apply(i));
    }
    double each = (double) (used() - before) / count;
    assertThat(kept).hasSize(count + 1);
    return each;
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 4; i++) {
      runtime.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
