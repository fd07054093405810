package io.leasehold.isolation.aws;

import static io.leasehold.isolation.aws.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.leasehold.isolation.IsolationException;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

/**
 * The ways in which this version of the SDK loses a tenant's credentials. Each is tried against
 * every protection a shared client may have: with both or either one nothing may reach the wire;
 * with none the request goes out as the platform, which shows that the attack is real.
 */
@Timeout(60)
class DroppedOverrideTest {

  private static final TenantCredentials ACMES =
      new TenantCredentials(ACME, "ASIA-ACME", "s", "t", Instant.parse("2100-01-01T00:00:00Z"));
  private static final int FOUR_PARTS = 20 * 1024 * 1024;

  /** Which protections a shared client has. */
  enum Protection {
    BOTH,
    REFUSING_BASE_ONLY,
    GUARD_ONLY,
    NONE;

    <B extends AwsClientBuilder<B, ?>> B on(B builder) {
      if (this == BOTH) {
        return TenantClients.prepare(builder);
      }
      if (this == GUARD_ONLY) {
        return TenantClients.prepare(builder).credentialsProvider(SharedClients.PLATFORM);
      }
      return this == REFUSING_BASE_ONLY
          ? builder.credentialsProvider(RefusingCredentialsProvider.INSTANCE)
          : builder.credentialsProvider(SharedClients.PLATFORM);
    }
  }

  private final StubServices aws = new StubServices();
  private final SharedClients shared = new SharedClients(aws.endpoint());

  @AfterEach
  void close() {
    aws.close();
  }

  private void assertStopped(Protection protection, Consumer<Protection> attack) {
    Throwable failure = catchThrowable(() -> attack.accept(protection));
    if (protection == Protection.NONE) {
      assertThat(failure).isNull();
      assertThat(aws.signers()).as("the attack works").isNotEmpty().containsOnly("PLATFORM");
    } else {
      assertThat(aws.seen()).as("requests on the wire").isEmpty();
      assertThat(failure).isNotNull();
      assertThat(failure)
          .satisfiesAnyOf(
              e -> assertThat(e).isInstanceOf(IsolationException.class),
              e -> assertThat(e).hasRootCauseInstanceOf(IsolationException.class));
    }
  }

  @ParameterizedTest
  @EnumSource(Protection.class)
  @Tag("attack-E06")
  void a_call_that_bypasses_the_facade(Protection protection) {
    assertStopped(protection, p -> p.on(shared.dynamoDb()).build().listTables());
  }

  @ParameterizedTest
  @EnumSource(Protection.class)
  @Tag("attack-E06")
  void an_asynchronous_call_that_bypasses_the_facade(Protection protection) {
    assertStopped(protection, p -> p.on(shared.dynamoDbAsync()).build().listTables().join());
  }

  @ParameterizedTest
  @EnumSource(Protection.class)
  @Tag("attack-E01")
  void credentials_that_an_interceptor_sets(Protection protection) {
    assertStopped(
        protection,
        p -> {
          var builder = p.on(shared.dynamoDb());
          builder.overrideConfiguration(
              builder.overrideConfiguration().toBuilder()
                  .addExecutionInterceptor(new BindsInInterceptor())
                  .build());
          builder.build().listTables();
        });
  }

  @ParameterizedTest
  @EnumSource(Protection.class)
  @Tag("attack-E02")
  void a_multipart_upload_with_a_tenants_override(Protection protection) {
    assertStopped(
        protection,
        p -> {
          try (S3AsyncClient multipart = p.on(shared.s3Async()).multipartEnabled(true).build()) {
            multipart
                .putObject(
                    (PutObjectRequest) TenantOverride.bind(put(), ACMES),
                    AsyncRequestBody.fromBytes(large()))
                .join();
          }
        });
  }

  @ParameterizedTest
  @EnumSource(Protection.class)
  @Tag("attack-E02")
  void a_transfer_manager_with_a_tenants_override(Protection protection) {
    assertStopped(
        protection,
        p -> {
          try (S3AsyncClient multipart = p.on(shared.s3Async()).multipartEnabled(true).build();
              S3TransferManager transfers =
                  S3TransferManager.builder().s3Client(multipart).build()) {
            PutObjectRequest bound = (PutObjectRequest) TenantOverride.bind(put(), ACMES);
            transfers
                .upload(
                    u -> u.putObjectRequest(bound).requestBody(AsyncRequestBody.fromBytes(large())))
                .completionFuture()
                .join();
          }
        });
  }

  @Test
  void a_bound_request_on_a_prepared_client_is_sent_as_the_tenant() {
    TenantClients.prepare(shared.dynamoDb())
        .build()
        .listTables(
            (ListTablesRequest) TenantOverride.bind(ListTablesRequest.builder().build(), ACMES));

    assertThat(aws.signers()).containsExactly("ASIA-ACME");
  }

  private static PutObjectRequest put() {
    return PutObjectRequest.builder().bucket("b").key("acme/k").build();
  }

  private static byte[] large() {
    byte[] bytes = new byte[FOUR_PARTS];
    Arrays.fill(bytes, (byte) 'x');
    return bytes;
  }

  /** Sets a tenant's credentials where this SDK version no longer looks for them. */
  private static final class BindsInInterceptor implements ExecutionInterceptor {
    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
      return TenantOverride.bind((AwsRequest) context.request(), ACMES);
    }
  }
}
