package io.leasehold.isolation.aws.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.SharedClients;
import io.leasehold.isolation.aws.fixture.StubServices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Without the two protections of a shared client each path sends a tenant's call as the platform.
 */
@Timeout(60)
class DroppedOverrideSabotageTest {

  private final StubServices aws = new StubServices();
  private final SharedClients shared = new SharedClients(aws.endpoint());

  @AfterEach
  void close() {
    aws.close();
  }

  private void assertLeaks(DroppedOverrides attack) {
    attack.make(Protection.NONE, shared);

    assertThat(aws.signers()).isNotEmpty().containsOnly("PLATFORM");
  }

  @Test
  @Tag("attack-E01")
  void credentials_that_an_interceptor_sets_are_dropped() {
    assertLeaks(DroppedOverrides.INTERCEPTOR);
  }

  @ParameterizedTest
  @EnumSource(names = {"MULTIPART", "TRANSFER_MANAGER"})
  @Tag("attack-E02")
  void a_tenants_override_is_dropped_on_every_part(DroppedOverrides attack) {
    assertLeaks(attack);
  }

  @ParameterizedTest
  @EnumSource(names = {"BYPASS", "ASYNC_BYPASS"})
  @Tag("attack-E06")
  void a_call_that_bypasses_the_facade_is_signed_by_the_process(DroppedOverrides attack) {
    assertLeaks(attack);
  }

  @ParameterizedTest
  @EnumSource(SdkPath.class)
  @Tag("attack-E01")
  @Tag("attack-E02")
  @Tag("attack-E05")
  @Tag("attack-E07")
  void each_of_the_five_paths_leaks_on_the_wire(SdkPath path) throws Exception {
    path.probe().lose(new RecordedBench(Protection.NONE, aws.endpoint()));

    assertThat(aws.signers()).contains(ProbeBench.BASE_KEY);
  }
}
