package io.leasehold.tenancy.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantDomain;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That only named proxies are believed is what keeps a client from choosing its own host. */
@Tag("mistake-08")
class TrustedProxiesSabotageTest {

  @Test
  void withTheListAClientsOwnHeaderIsNotRead() {
    assertThat(hostBehind(TrustedProxies.of("10.0.0.0/8"))).isEqualTo("acme.localhost");
  }

  @Test
  void whereEverybodyIsBelievedTheClientIsAtWhateverHostItSays() {
    assertThat(hostBehind(TrustedProxies.of("0.0.0.0/0"))).isEqualTo("globex.localhost");
  }

  private static String hostBehind(TrustedProxies proxies) {
    return RequestSignals.builder()
        .peer("203.0.113.9")
        .header("Host", "acme.localhost")
        .header("X-Forwarded-Host", "globex.localhost")
        .trustedProxies(proxies)
        .build()
        .host()
        .map(TenantDomain::value)
        .orElseThrow();
  }
}
