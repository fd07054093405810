package io.leasehold.isolation.aws.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.leasehold.isolation.IsolationException;
import io.leasehold.isolation.aws.client.TenantClients;
import io.leasehold.isolation.aws.fixture.SharedClients;
import io.leasehold.isolation.aws.fixture.StubServices;
import io.leasehold.isolation.aws.guard.internal.TenantOverride;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;

/**
 * The ways in which this version of the SDK loses a tenant's credentials. Each is tried against
 * every protection a shared client may have: with both or either one nothing reaches the wire. With
 * none it does: {@link DroppedOverrideSabotageTest}.
 */
@Timeout(60)
class DroppedOverrideTest {

  private final StubServices aws = new StubServices();
  private final SharedClients shared = new SharedClients(aws.endpoint());

  @AfterEach
  void close() {
    aws.close();
  }

  private void assertStopped(Protection protection, DroppedOverrides attack) {
    Throwable failure = catchThrowable(() -> attack.make(protection, shared));

    assertThat(aws.seen()).as("requests on the wire").isEmpty();
    assertThat(failure).isNotNull();
    assertThat(failure)
        .satisfiesAnyOf(
            e -> assertThat(e).isInstanceOf(IsolationException.class),
            e -> assertThat(e).hasRootCauseInstanceOf(IsolationException.class));
  }

  @ParameterizedTest
  @EnumSource(value = Protection.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  @Tag("attack-E06")
  void a_call_that_bypasses_the_facade(Protection protection) {
    assertStopped(protection, DroppedOverrides.BYPASS);
  }

  @ParameterizedTest
  @EnumSource(value = Protection.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  @Tag("attack-E06")
  void an_asynchronous_call_that_bypasses_the_facade(Protection protection) {
    assertStopped(protection, DroppedOverrides.ASYNC_BYPASS);
  }

  @ParameterizedTest
  @EnumSource(value = Protection.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  @Tag("attack-E01")
  void credentials_that_an_interceptor_sets(Protection protection) {
    assertStopped(protection, DroppedOverrides.INTERCEPTOR);
  }

  @ParameterizedTest
  @EnumSource(value = Protection.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  @Tag("attack-E02")
  void a_multipart_upload_with_a_tenants_override(Protection protection) {
    assertStopped(protection, DroppedOverrides.MULTIPART);
  }

  @ParameterizedTest
  @EnumSource(value = Protection.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  @Tag("attack-E02")
  void a_transfer_manager_with_a_tenants_override(Protection protection) {
    assertStopped(protection, DroppedOverrides.TRANSFER_MANAGER);
  }

  @Test
  void a_bound_request_on_a_prepared_client_is_sent_as_the_tenant() {
    TenantClients.prepare(shared.dynamoDb())
        .build()
        .listTables(
            (ListTablesRequest)
                TenantOverride.bind(ListTablesRequest.builder().build(), DroppedOverrides.ACMES));

    assertThat(aws.signers()).containsExactly("ASIA-ACME");
  }
}
