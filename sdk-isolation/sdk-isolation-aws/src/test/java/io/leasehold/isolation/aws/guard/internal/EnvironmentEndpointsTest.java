package io.leasehold.isolation.aws.guard.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.IsolationException;
import io.leasehold.isolation.aws.client.TenantClients;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.SharedClients;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.guard.EndpointFromEnvironmentException;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

@Tag("attack-E18")
class EnvironmentEndpointsTest {

  private final StubSts sts = new StubSts(Clock.systemUTC());

  @AfterEach
  void close() {
    System.clearProperty("aws.endpointUrlDynamoDb");
    sts.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL_STS"})
  void a_variable_that_redirects_any_service_is_refused(String variable) {
    EnvironmentEndpoints surroundings =
        new EnvironmentEndpoints(Map.of(variable, "http://evil.test", "PATH", "/bin"), Set::of);

    assertThatThrownBy(surroundings::refuse)
        .isInstanceOf(EndpointFromEnvironmentException.class)
        .hasMessageContaining(variable)
        .hasMessageNotContaining("evil")
        .extracting(e -> ((IsolationException) e).code())
        .isEqualTo("LH-ISO-155");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws.endpointUrl", "aws.endpointUrlDynamoDb"})
  void a_property_that_redirects_any_service_is_refused(String property) {
    EnvironmentEndpoints surroundings =
        new EnvironmentEndpoints(Map.of(), () -> Set.of(property, "user.home"));

    assertThatThrownBy(surroundings::refuse)
        .isInstanceOf(EndpointFromEnvironmentException.class)
        .hasMessageContaining(property);
  }

  @Test
  void a_profile_that_redirects_is_found() {
    assertThat(
            EnvironmentEndpoints.inProfile(
                profiles(
                    """
                    [default]
                    endpoint_url = http://evil.test
                    """),
                "default"))
        .containsExactly("endpoint_url of profile default");
    assertThat(
            EnvironmentEndpoints.inProfile(
                profiles(
                    """
                    [profile dev]
                    services = local
                    [services local]
                    s3 =
                      endpoint_url = http://evil.test
                    """),
                "dev"))
        .containsExactly("endpoint_url in the services of profile dev");
    assertThat(
            EnvironmentEndpoints.inProfile(
                profiles(
                    """
                    [default]
                    region = eu-central-1
                    [profile other]
                    endpoint_url = http://evil.test
                    """),
                "default"))
        .isEmpty();
  }

  private static ProfileFile profiles(String text) {
    return ProfileFile.builder()
        .type(ProfileFile.Type.CONFIGURATION)
        .content(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
        .build();
  }

  @Test
  void clients_are_refused_before_and_after_they_are_made() {
    TenantClients early = TenantClients.over(Samples.vendor(sts).build());
    DynamoDbClient shared =
        TenantClients.prepare(new SharedClients(URI.create("http://127.0.0.1:9")).dynamoDb())
            .build();

    System.setProperty("aws.endpointUrlDynamoDb", "http://evil.test");

    assertThatThrownBy(() -> TenantClients.over(Samples.vendor(sts).build()))
        .isInstanceOf(EndpointFromEnvironmentException.class);
    assertThatThrownBy(() -> early.scoped(DynamoDbClient.class, shared))
        .isInstanceOf(EndpointFromEnvironmentException.class);
    assertThatThrownBy(() -> early.scoped(DynamoDbClient.class, shared, Samples.ACME))
        .isInstanceOf(EndpointFromEnvironmentException.class);
    try (S3Presigner presigner = S3Presigner.builder().region(Region.EU_CENTRAL_1).build()) {
      assertThatThrownBy(() -> early.presigner(S3Presigner.class, presigner))
          .isInstanceOf(EndpointFromEnvironmentException.class);
    }
  }

  @Test
  void tests_may_take_the_endpoint_of_a_stand_in_from_the_environment() {
    System.setProperty("aws.endpointUrlDynamoDb", "http://127.0.0.1:9");
    DynamoDbClient shared =
        TenantClients.prepare(new SharedClients(URI.create("http://127.0.0.1:9")).dynamoDb())
            .build();

    assertThatCode(
            () ->
                TenantClients.forTests(Samples.vendor(sts).build())
                    .scoped(DynamoDbClient.class, shared))
        .doesNotThrowAnyException();
  }
}
