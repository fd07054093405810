package io.leasehold.isolation.aws.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.StubServices;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.guard.EndpointFromEnvironmentException;
import io.leasehold.isolation.aws.guard.internal.EnvironmentEndpoints;
import io.leasehold.isolation.aws.vending.TenantCredentialVendor;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Without the look at the surroundings a system property sends tenants' requests elsewhere. */
class EnvironmentEndpointsSabotageTest {

  @Test
  @Tag("attack-E18")
  @Timeout(60)
  void without_the_check_a_property_sends_a_tenants_session_to_another_address() {
    try (StubSts sts = new StubSts(Clock.systemUTC());
        StubServices evil = new StubServices()) {
      System.setProperty("aws.endpointUrlDynamoDb", evil.endpoint().toString());
      TenantCredentialVendor vendor = Samples.vendor(sts).build();
      TenantClients guarded = new TenantClients(vendor::vend, EnvironmentEndpoints.ofProcess());
      TenantClients unguarded = new TenantClients(vendor::vend, null);
      DynamoDbClient shared =
          TenantClients.prepare(
                  DynamoDbClient.builder()
                      .httpClient(UrlConnectionHttpClient.create())
                      .region(Region.EU_CENTRAL_1))
              .build();

      assertThatExceptionOfType(EndpointFromEnvironmentException.class)
          .isThrownBy(
              () -> guarded.scoped(DynamoDbClient.class, shared, Samples.ACME).listTables());
      assertThat(evil.seen()).isEmpty();

      unguarded.scoped(DynamoDbClient.class, shared, Samples.ACME).listTables();

      assertThat(evil.seen())
          .extracting(seen -> seen.headers().get("x-amz-security-token"))
          .isEqualTo(List.of("hush-token"));
    } finally {
      System.clearProperty("aws.endpointUrlDynamoDb");
    }
  }
}
