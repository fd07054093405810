package io.leasehold.isolation.aws.guard;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static io.leasehold.isolation.aws.fixture.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.client.TenantClients;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.SharedClients;
import io.leasehold.isolation.aws.fixture.StubServices;
import io.leasehold.isolation.aws.fixture.StubSts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.AwsServiceClientConfiguration;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.signer.NoOpSigner;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;

/** What a caller says about a request is kept; what would change who signs it is not. */
@Timeout(60)
class RequestOverridesTest {

  private static final String ACMES = "ASIA-t-acme-1";

  private final StubSts sts = new StubSts(Clock.systemUTC());
  private final StubServices aws = new StubServices();
  private final SharedClients shared = new SharedClients(aws.endpoint());
  private final TenantClients clients = TenantClients.over(Samples.vendor(sts).build());
  private final DynamoDbClient prepared = TenantClients.prepare(shared.dynamoDb()).build();
  private final DynamoDbClient dynamoDb = clients.scoped(DynamoDbClient.class, prepared, ACME);

  @AfterEach
  void close() {
    aws.close();
    sts.close();
  }

  private static ListTablesRequest with(AwsRequestOverrideConfiguration override) {
    return ListTablesRequest.builder().overrideConfiguration(override).build();
  }

  private static AwsRequestOverrideConfiguration.Builder override() {
    return AwsRequestOverrideConfiguration.builder();
  }

  @Test
  @Tag("attack-E08")
  void a_plugin_of_the_request_is_kept_and_cannot_change_the_identity() {
    AtomicInteger used = new AtomicInteger();
    SdkPlugin plugin =
        configuration -> {
          used.incrementAndGet();
          ((AwsServiceClientConfiguration.Builder) configuration)
              .credentialsProvider(SharedClients.PLATFORM);
        };

    dynamoDb.listTables(with(override().addPlugin(plugin).build()));

    assertThat(used).hasValue(1);
    assertThat(aws.signers()).containsExactly(ACMES);
  }

  @Test
  @Tag("attack-E08")
  void the_time_limit_of_the_request_is_kept() throws IOException {
    // The system connects callers to it; nobody ever answers, so only the limit ends the call.
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      URI endpoint = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      DynamoDbClient unanswered =
          TenantClients.prepare(new SharedClients(endpoint).dynamoDb()).build();
      DynamoDbClient acmes = clients.scoped(DynamoDbClient.class, unanswered, ACME);
      ListTablesRequest limited = with(override().apiCallTimeout(Duration.ofMillis(200)).build());

      assertThatThrownBy(() -> acmes.listTables(limited))
          .isInstanceOf(ApiCallTimeoutException.class);
    }
  }

  @Test
  @Tag("attack-E20")
  void anonymous_credentials_on_the_request_are_replaced() {
    dynamoDb.listTables(
        with(override().credentialsProvider(AnonymousCredentialsProvider.create()).build()));

    assertThat(aws.signers()).containsExactly(ACMES);
  }

  @Test
  @Tag("attack-E20")
  @SuppressWarnings("deprecation") // still honoured by the SDK
  void a_signer_of_the_request_that_does_not_sign_is_stopped() {
    assertThatThrownBy(() -> dynamoDb.listTables(with(override().signer(new NoOpSigner()).build())))
        .isInstanceOf(SigningIdentityException.class)
        .hasMessageContaining("no signature");
    assertThat(aws.seen()).isEmpty();
  }

  @Test
  @Tag("attack-E22")
  void the_same_question_of_two_tenants_is_asked_twice() {
    DynamoDbClient globexs = clients.scoped(DynamoDbClient.class, prepared, GLOBEX);
    DynamoDbAsyncClient async = TenantClients.prepare(shared.dynamoDbAsync()).build();
    ListTablesRequest same = ListTablesRequest.builder().build();

    dynamoDb.listTables(same);
    globexs.listTables(same);
    clients.scoped(DynamoDbAsyncClient.class, async, ACME).listTables(same).join();
    clients.scoped(DynamoDbAsyncClient.class, async, GLOBEX).listTables(same).join();

    assertThat(aws.signers()).containsExactly(ACMES, "ASIA-t-globex-2", ACMES, "ASIA-t-globex-2");
    assertThat(same.overrideConfiguration()).as("the caller's own request").isEmpty();
  }
}
