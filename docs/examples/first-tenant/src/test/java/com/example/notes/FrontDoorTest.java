package com.example.notes;

import static com.example.notes.Tenants.ACME;
import static com.example.notes.Tenants.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.spi.TrustedIssuers;
import io.leasehold.tenancy.token.TokenVerifier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One request, with tokens that are really signed. */
class FrontDoorTest {

  private static SignIn acme;
  private static SignIn globex;
  private static TokenVerifier verifier;
  private static FrontDoor door;

  @BeforeAll
  static void start() throws Exception {
    acme = new SignIn("https://id.acme.example");
    globex = new SignIn("https://id.globex.example");
    verifier =
        TokenVerifier.builder(TrustedIssuers.of(acme.trusted(), globex.trusted()))
            .allowLoopbackHttp()
            .build();
    door = new FrontDoor(InMemoryTenantRegistry.of(ACME, GLOBEX), verifier);
  }

  @AfterAll
  static void stop() {
    verifier.close();
    acme.close();
    globex.close();
  }

  @Test
  void aMemberEntersItsTenant() throws Exception {
    assertThat(enter("acme.notes.example", acme.token("acme"))).isEqualTo("inside acme");
  }

  @Test
  void aTokenOpensNoOtherTenantsHost() throws Exception {
    assertThat(enter("globex.notes.example", acme.token("acme"))).isEqualTo("Mismatch");
  }

  @Test
  void anIssuerSpeaksForItsOwnTenantOnly() throws Exception {
    assertThat(enter("globex.notes.example", acme.token("globex"))).isEqualTo("Mismatch");
  }

  @Test
  void aTokenThatWasTamperedWithIsRejected() throws Exception {
    String token = acme.token("acme");
    String forged = token.substring(0, token.lastIndexOf('.')) + ".AAAA";
    assertThat(enter("acme.notes.example", forged)).isEqualTo("TokenRejected");
  }

  private static String enter(String host, String token) throws Exception {
    return door.handle(host, token, () -> "inside " + TenantContext.require().id());
  }
}
