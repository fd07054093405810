package io.leasehold.isolation.silo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leasehold.isolation.aws.scope.AwsPlace;
import io.leasehold.tenancy.TenantId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiloRoleNamesTest {

  private final SiloRoleNames names = SiloRoleNames.prefixed("tenant_").under("/tenants/");

  @Test
  @Tag("attack-F04")
  @Tag("attack-A17")
  void a_name_that_is_too_long_is_refused_and_never_shortened() {
    assertThat(names.longestTenantId()).isEqualTo(57);
    String fits = "x".repeat(57);
    assertThat(names.name(TenantId.of(fits))).hasSize(64);
    // Shortened to 64 characters these two would be one role.
    for (String end : new String[] {"a", "b"}) {
      assertThatExceptionOfType(SiloRoleException.class)
          .isThrownBy(() -> names.name(TenantId.of(fits + end)))
          .satisfies(e -> assertThat(e.code()).isEqualTo("LH-ISO-161"))
          .withMessageContaining("65 characters, and IAM takes 64");
    }
    assertThat((names.before() + fits + "a").substring(0, 64))
        .as("what the attack hopes for")
        .isEqualTo((names.before() + fits + "b").substring(0, 64));
  }

  @Test
  void a_name_tells_its_tenant_and_no_other() {
    TenantId acme = TenantId.of("acme");
    assertThat(names.arn(new AwsPlace("aws-cn", "cn-north-1", "111111111111"), acme))
        .isEqualTo("arn:aws-cn:iam::111111111111:role/tenants/tenant_acme");
    assertThat(names.tenant("tenant_acme")).contains(acme);
    assertThat(names.tenant("tenant_acme-eu")).contains(TenantId.of("acme-eu"));
    for (String other :
        new String[] {"tenant_", "tenant_Acme", "Tenant_acme", "tenant_acme_x", "x"}) {
      assertThat(names.tenant(other)).as(other).isEmpty();
    }
  }

  @ParameterizedTest
  @Tag("attack-A14")
  @ValueSource(strings = {"tenant-", "tenant", "t*", "t/", "t_ "})
  void what_comes_before_the_id_ends_where_no_id_goes_on(String before) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> SiloRoleNames.prefixed(before));
  }
}
