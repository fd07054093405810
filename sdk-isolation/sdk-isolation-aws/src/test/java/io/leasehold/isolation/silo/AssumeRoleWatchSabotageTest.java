package io.leasehold.isolation.silo;

import static io.leasehold.isolation.silo.AssumeRoleWatchTest.HOME;
import static io.leasehold.isolation.silo.AssumeRoleWatchTest.POOLED;
import static io.leasehold.isolation.silo.AssumeRoleWatchTest.ROLES;
import static io.leasehold.isolation.silo.SiloWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/** With a watch that does not refuse, each of these calls is sent and gives out credentials. */
@SuppressWarnings("unchecked") // the SDK takes arrays of consumers
class AssumeRoleWatchSabotageTest {

  private static void isHeldByTheWatchAlone(Consumer<AssumeRoleRequest.Builder> call) {
    StsWire wire = new StsWire();
    StsClient watched = wire.client(AssumeRoleWatch.refusing(ROLES));
    StsClient open = wire.client(AssumeRoleWatch.reporting(ROLES, report -> {}));
    AssumeRoleWatchTest.in(
        ACME,
        () -> {
          assertThatExceptionOfType(AssumeRoleRefusedException.class)
              .isThrownBy(() -> watched.assumeRole(call));
          assertThat(wire.sent()).hasValue(0);
          assertThat(open.assumeRole(call).credentials().accessKeyId()).isEqualTo("ASIA");
          assertThat(wire.sent()).hasValue(1);
        });
  }

  @Test
  @Tag("attack-C01")
  void a_shared_role_without_a_policy() {
    isHeldByTheWatchAlone(r -> r.roleArn(POOLED).roleSessionName("job-1"));
    isHeldByTheWatchAlone(r -> r.roleArn(POOLED).roleSessionName("job-1").policy(" "));
  }

  @Test
  @Tag("attack-C08")
  void the_tag_of_another_in_another_case() {
    isHeldByTheWatchAlone(
        r ->
            r.roleArn(HOME + "tenant_acme")
                .roleSessionName("job-1")
                .tags(t -> t.key("Tenant").value("globex")));
  }

  @Test
  @Tag("attack-C13")
  void the_role_of_that_name_in_another_account() {
    isHeldByTheWatchAlone(
        r -> r.roleArn("arn:aws:iam::222222222222:role/tenant_acme").roleSessionName("job-1"));
  }

  @Test
  @Tag("attack-C14")
  void the_session_name_of_another() {
    isHeldByTheWatchAlone(r -> r.roleArn(HOME + "tenant_acme").roleSessionName("t-globex"));
  }

  @Test
  @Tag("attack-F04")
  @Tag("row-C35")
  void the_role_of_another() {
    isHeldByTheWatchAlone(r -> r.roleArn(HOME + "tenant_globex").roleSessionName("job-1"));
  }
}
