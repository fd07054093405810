package io.leasehold.localaws;

import static io.leasehold.localaws.SiloRoles.ACME;
import static io.leasehold.localaws.SiloRoles.NAMES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.leasehold.isolation.silo.IamRoleReader;
import io.leasehold.isolation.silo.SiloRole;
import io.leasehold.isolation.silo.SiloRoleException;
import io.leasehold.isolation.silo.SiloRoleInspector;
import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.model.StsException;

/** An inspector that takes any duration passes a role whose keys outlive the working day. */
@SuppressWarnings("unchecked") // the SDK takes arrays of consumers
class SiloDurationSabotageTest {

  private static final Duration LONGEST = Duration.ofHours(12);

  @Test
  @Tag("attack-F07")
  void without_the_limit_a_role_passes_that_gives_out_keys_for_twelve_hours() {
    SiloRoleInspector guard = SiloRoles.expecting().build();
    SiloRoleInspector off = SiloRoles.expecting().longestSession(LONGEST).build();
    try (LocalAws aws = LocalAws.builder().start()) {
      Clients platform = Clients.management(aws);
      SiloRoles.boundary(platform);
      SiloRoles.onboard(platform, ACME);
      // What the guard lets through gives out no such keys.
      guard.requireSound(read(platform));
      assertThatExceptionOfType(StsException.class).isThrownBy(() -> keysEnd(platform));

      platform
          .iam()
          .updateRole(
              r -> r.roleName(NAMES.name(ACME)).maxSessionDuration((int) LONGEST.toSeconds()));

      assertThatExceptionOfType(SiloRoleException.class)
          .isThrownBy(() -> guard.requireSound(read(platform)));
      assertThatNoException().isThrownBy(() -> off.requireSound(read(platform)));
      assertThat(keysEnd(platform)).isAfter(Instant.now().plus(Duration.ofHours(11)));
    }
  }

  private static Map<TenantId, SiloRole> read(Clients platform) {
    return Map.of(ACME, new IamRoleReader(platform.iam()).read(NAMES.name(ACME)).orElseThrow());
  }

  private static Instant keysEnd(Clients platform) {
    return platform
        .sts()
        .assumeRole(
            r ->
                r.roleArn(SiloRoles.arn(ACME))
                    .roleSessionName("t-acme")
                    .externalId("ext-acme")
                    .durationSeconds((int) LONGEST.toSeconds()))
        .credentials()
        .expiration();
  }
}
