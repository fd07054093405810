package io.leasehold.labs.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.Tier;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignInTest {

  private static final Tenant TENANT =
      Tenant.active(TenantId.of("acme"), Tier.of("pool")).withIssuers("https://id.example/acme");

  @Test
  void theOnlyIssuerIsTheOneToSignInAt() {
    assertThat(SignIn.of(TENANT).issuer()).isEqualTo("https://id.example/acme");
    assertThat(SignIn.of(TENANT).origin()).isEqualTo("https://id.example");
  }

  @Test
  void thePortBelongsToTheOrigin() {
    assertThat(
            SignIn.of(TENANT.withAttributes(Map.of("sign-in.issuer", "http://127.0.0.1:9090/acme")))
                .origin())
        .isEqualTo("http://127.0.0.1:9090");
  }

  @Test
  void anIssuerThatIsNoAddressOpensNothingInThePolicy() {
    assertThat(
            SignIn.of(TENANT.withAttributes(Map.of("sign-in.issuer", "x; script-src *"))).origin())
        .isEmpty();
  }

  @Test
  void whatIsNoHostOpensNothingInThePolicyEither() {
    assertThat(
            SignIn.of(TENANT.withAttributes(Map.of("sign-in.issuer", "https://*;sandbox")))
                .origin())
        .isEmpty();
    assertThat(
            SignIn.of(
                    TENANT.withAttributes(Map.of("sign-in.issuer", "https://a;sandbox@b.example")))
                .origin())
        .isEqualTo("https://b.example");
  }
}
