package io.leasehold.isolation.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.StsClient;

class ShareableClientTest {

  private final StubSts sts = new StubSts(Clock.systemUTC());
  private final SharedClients shared = new SharedClients(URI.create("http://127.0.0.1:9"));
  private final TenantClients clients = TenantClients.over(Samples.vendor(sts).build());

  @AfterEach
  void close() {
    sts.close();
  }

  @Test
  void a_client_with_an_identity_of_its_own_is_refused() {
    DynamoDbClient own =
        TenantClients.prepare(shared.dynamoDb())
            .credentialsProvider(SharedClients.PLATFORM)
            .build();

    assertThatThrownBy(() -> clients.scoped(DynamoDbClient.class, own))
        .isInstanceOf(UnsupportedClientException.class)
        .hasMessageContaining("TenantClients.prepare(builder)");
  }

  @Test
  void a_client_without_the_guard_is_refused() {
    DynamoDbClient unguarded =
        shared.dynamoDb().credentialsProvider(RefusingCredentialsProvider.INSTANCE).build();

    assertThatThrownBy(() -> clients.scoped(DynamoDbClient.class, unguarded))
        .isInstanceOf(UnsupportedClientException.class);
  }

  @Test
  @Tag("attack-E02")
  void a_multipart_client_is_refused_with_a_code() {
    try (S3AsyncClient multipart =
        TenantClients.prepare(shared.s3Async()).multipartEnabled(true).build()) {
      assertThatThrownBy(() -> clients.scoped(S3AsyncClient.class, multipart))
          .isInstanceOfSatisfying(
              UnsupportedClientException.class, e -> assertThat(e.code()).isEqualTo("LH-ISO-112"))
          .hasMessageContaining("multipart");
    }
  }

  @Test
  void a_cross_region_client_is_refused() {
    S3Client wandering = TenantClients.prepare(shared.s3()).crossRegionAccessEnabled(true).build();

    assertThatThrownBy(() -> clients.scoped(S3Client.class, wandering))
        .isInstanceOf(UnsupportedClientException.class);
  }

  @Test
  void a_facade_over_a_facade_is_refused() {
    DynamoDbClient facade =
        clients.scoped(DynamoDbClient.class, TenantClients.prepare(shared.dynamoDb()).build());

    assertThatThrownBy(() -> clients.scoped(DynamoDbClient.class, facade))
        .isInstanceOf(UnsupportedClientException.class);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        DynamoDbClient.class,
        DynamoDbAsyncClient.class,
        S3Client.class,
        S3AsyncClient.class,
        StsClient.class,
        StsAsyncClient.class
      })
  void every_method_of_the_usual_clients_is_understood(Class<?> api) {
    List<String> unknown = new ArrayList<>();
    for (Method method : api.getMethods()) {
      boolean isStatic = Modifier.isStatic(method.getModifiers());
      if (!isStatic && CallShape.of(method) == CallShape.UNKNOWN) {
        unknown.add(method.toString());
      }
    }
    assertThat(unknown).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"batchManager", "signer", "raw", "utilities"})
  void a_method_that_could_send_by_itself_is_not_understood(String name) throws Exception {
    Method method = null;
    for (Method candidate : Odd.class.getDeclaredMethods()) {
      if (candidate.getName().equals(name)) {
        method = candidate;
      }
    }
    assertThat(CallShape.of(method)).isEqualTo(CallShape.UNKNOWN);
  }

  /** Shapes that other clients of the SDK have. */
  @SuppressWarnings("unused")
  private interface Odd extends AwsClient {
    Object batchManager();

    Object signer(String region);

    byte[] raw(byte[] bytes);

    Object utilities();
  }
}
