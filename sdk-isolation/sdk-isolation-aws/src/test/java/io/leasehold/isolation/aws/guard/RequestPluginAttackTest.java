package io.leasehold.isolation.aws.guard;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.client.TenantClients;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.SharedClients;
import io.leasehold.isolation.aws.fixture.StubServices;
import io.leasehold.isolation.aws.fixture.StubSts;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.signer.NoOpSigner;
import software.amazon.awssdk.core.signer.Signer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;

/** Plugins of a request rewrite the client for it, and take no guard away. */
@Timeout(60)
class RequestPluginAttackTest {

  private static final String FOREIGN =
      "AWS4-HMAC-SHA256 Credential=PLATFORM/20260101/eu-central-1/dynamodb/aws4_request,"
          + " SignedHeaders=host, Signature=0";

  private final StubSts sts = new StubSts(Clock.systemUTC());
  private final StubServices aws = new StubServices();
  private final SharedClients shared = new SharedClients(aws.endpoint());
  private final TenantClients clients = TenantClients.over(Samples.vendor(sts).build());
  private final DynamoDbClient dynamoDb =
      clients.scoped(DynamoDbClient.class, TenantClients.prepare(shared.dynamoDb()).build(), ACME);

  @AfterEach
  void close() {
    aws.close();
    sts.close();
  }

  /** Takes the guard away. */
  private static void unguard(SdkServiceClientConfiguration.Builder client) {
    ClientOverrideConfiguration now = client.overrideConfiguration();
    List<ExecutionInterceptor> kept = new ArrayList<>(now.executionInterceptors());
    kept.removeIf(SigningIdentityGuard.class::isInstance);
    client.overrideConfiguration(now.toBuilder().executionInterceptors(kept).build());
  }

  private static AwsRequestOverrideConfiguration.Builder unguarded() {
    return AwsRequestOverrideConfiguration.builder().addPlugin(RequestPluginAttackTest::unguard);
  }

  private static ListTablesRequest with(AwsRequestOverrideConfiguration.Builder override) {
    return ListTablesRequest.builder().overrideConfiguration(override.build()).build();
  }

  @Test
  @Tag("attack-E20")
  @Tag("attack-E08")
  @SuppressWarnings("deprecation") // still honoured by the SDK
  void a_plugin_that_takes_the_guard_away_lets_no_other_signature_through() {
    Signer platform =
        (request, attributes) -> request.toBuilder().putHeader("Authorization", FOREIGN).build();

    assertThatThrownBy(() -> dynamoDb.listTables(with(unguarded().signer(platform))))
        .isInstanceOf(SigningIdentityException.class)
        .hasMessageContaining("was bound to");
    assertThatThrownBy(() -> dynamoDb.listTables(with(unguarded().signer(new NoOpSigner()))))
        .isInstanceOf(SigningIdentityException.class)
        .hasMessageContaining("no signature");

    assertThat(aws.seen()).isEmpty();
  }

  @Test
  void a_plugin_that_does_no_harm_is_kept() {
    dynamoDb.listTables(with(unguarded()));

    assertThat(aws.signers()).containsExactly("ASIA-t-acme-1");
  }

  @Test
  @Tag("attack-E20")
  void headers_of_the_request_do_not_take_the_place_of_the_signature() {
    dynamoDb.listTables(
        with(
            AwsRequestOverrideConfiguration.builder()
                .putHeader("Authorization", FOREIGN)
                .putHeader("X-Amz-Security-Token", "platform")));

    assertThat(aws.signers()).containsExactly("ASIA-t-acme-1");
  }
}
