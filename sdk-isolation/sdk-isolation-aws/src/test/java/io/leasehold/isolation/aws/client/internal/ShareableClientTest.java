package io.leasehold.isolation.aws.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.client.TenantClients;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.SharedClients;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.guard.RefusingCredentialsProvider;
import io.leasehold.isolation.aws.guard.UnsupportedClientException;
import io.leasehold.isolation.aws.guard.internal.ShareableClient;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.AwsClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.s3accessgrants.plugin.S3AccessGrantsPlugin;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
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
              UnsupportedClientException.class, e -> assertThat(e.code()).isEqualTo("LH-ISO-150"))
          .hasMessageContaining("TenantTransfers");
    }
  }

  @Test
  void a_cross_region_client_is_refused() {
    S3Client wandering = TenantClients.prepare(shared.s3()).crossRegionAccessEnabled(true).build();

    assertThatThrownBy(() -> clients.scoped(S3Client.class, wandering))
        .isInstanceOfSatisfying(
            UnsupportedClientException.class, e -> assertThat(e.code()).isEqualTo("LH-ISO-159"));
  }

  @ParameterizedTest
  @CsvSource({
    "software.amazon.awssdk.services.s3.internal.crt.DefaultS3CrtAsyncClient, LH-ISO-151",
    "software.amazon.awssdk.services.s3.internal.multipart.MultipartS3AsyncClient, LH-ISO-150",
    "software.amazon.awssdk.services.s3.internal.crossregion.S3CrossRegionAsyncClient, LH-ISO-159",
    "software.amazon.encryption.s3.S3EncryptionClient, LH-ISO-154",
    "java.lang.String, LH-ISO-112"
  })
  @Tag("attack-E04")
  void a_client_that_does_its_own_signing_is_refused_by_its_class(String built, String code)
      throws Exception {
    // Not initialised: what the CRT client needs is not on the class path.
    Class<?> type = Class.forName(built, false, getClass().getClassLoader());

    assertThat(ShareableClient.refusal(S3AsyncClient.class, type))
        .hasValueSatisfying(e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  @Tag("attack-E04")
  void the_access_grants_plugin_is_refused() {
    S3Client plugged =
        TenantClients.prepare(shared.s3())
            .addPlugin(S3AccessGrantsPlugin.builder().build())
            .build();

    assertThatThrownBy(() -> clients.scoped(S3Client.class, plugged))
        .isInstanceOfSatisfying(
            UnsupportedClientException.class, e -> assertThat(e.code()).isEqualTo("LH-ISO-153"));
  }

  @Test
  @Tag("attack-E06")
  void a_client_of_the_default_credential_chain_is_refused_though_the_chain_has_keys() {
    System.setProperty("aws.accessKeyId", "AMBIENT");
    System.setProperty("aws.secretAccessKey", "secret");
    try (DynamoDbClient ambient = shared.dynamoDb().build()) {
      assertThat(
              ambient
                  .serviceClientConfiguration()
                  .credentialsProvider()
                  .resolveIdentity()
                  .join()
                  .accessKeyId())
          .as("the chain would sign")
          .isEqualTo("AMBIENT");
      assertThatThrownBy(() -> clients.scoped(DynamoDbClient.class, ambient))
          .isInstanceOf(UnsupportedClientException.class);
    } finally {
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
  }

  @Test
  @Tag("attack-E22")
  void a_buffer_that_mixes_calls_of_several_tenants_is_refused() {
    try (SqsAsyncClient sqs =
        clients.scoped(
            SqsAsyncClient.class,
            TenantClients.prepare(
                    SqsAsyncClient.builder()
                        .httpClient(StubSts.HTTP)
                        .region(Region.EU_CENTRAL_1)
                        .endpointOverride(URI.create("http://127.0.0.1:9")))
                .build(),
            Samples.ACME)) {
      assertThatThrownBy(sqs::batchManager)
          .isInstanceOf(UnsupportedClientException.class)
          .hasMessageContaining("batchManager");
    }
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
