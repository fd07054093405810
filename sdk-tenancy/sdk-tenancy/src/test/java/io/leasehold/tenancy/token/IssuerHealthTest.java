package io.leasehold.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.spi.TrustedIssuers;
import io.leasehold.tenancy.token.IssuerHealth.State;
import org.junit.jupiter.api.Test;

class IssuerHealthTest {

  @Test
  void anIssuersKeysAreReadyThenStaleWhenItStopsAnsweringAndDownIfThereNeverWereAny()
      throws Exception {
    try (FakeIssuer acme = FakeIssuer.start("acme");
        FakeIssuer globex = FakeIssuer.start("globex");
        TokenVerifier verifier =
            TokenVerifier.builder(TrustedIssuers.of(acme.trusted(), globex.trusted()))
                .allowLoopbackHttp()
                .build()) {
      assertThat(verifier.health()).as("nobody was seen yet").isEmpty();

      verifier.verify(acme.token("t-1"));
      assertThat(verifier.health())
          .singleElement()
          .satisfies(
              health -> {
                assertThat(health.issuer()).isEqualTo(acme.issuer());
                assertThat(health.state()).isEqualTo(State.READY);
                assertThat(health.keys()).isEqualTo(1);
                assertThat(health.keysOf()).isPresent();
                assertThat(health.failure()).isEmpty();
              });

      acme.answerStatus(500);
      String ofUnknownKey =
          FakeIssuer.sign(
              acme.header().keyID("made-up").build(), acme.claims("t-1").build(), acme.key());
      verifier.verify(ofUnknownKey);
      assertThat(verifier.health())
          .singleElement()
          .satisfies(
              health -> {
                assertThat(health.state()).isEqualTo(State.STALE);
                assertThat(health.failure())
                    .hasValueSatisfying(why -> assertThat(why).contains("500"));
              });
      assertThat(verifier.verify(acme.token("t-1"))).isInstanceOf(TokenVerification.Verified.class);

      globex.answerStatus(503);
      verifier.verify(globex.token("t-2"));
      assertThat(verifier.health())
          .filteredOn(health -> health.issuer().equals(globex.issuer()))
          .singleElement()
          .extracting(IssuerHealth::state)
          .isEqualTo(State.DOWN);
    }
  }
}
