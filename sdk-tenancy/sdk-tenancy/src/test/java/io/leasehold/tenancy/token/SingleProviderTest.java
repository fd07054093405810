package io.leasehold.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.spi.TrustedIssuers;
import io.leasehold.tenancy.token.TokenVerification.Reason;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A table that has one row and gives it for every {@code iss}: the second comparison holds. */
@Tag("mistake-06")
class SingleProviderTest {

  private FakeIssuer issuer;
  private TokenVerifier verifier;

  @BeforeEach
  void start() throws Exception {
    issuer = FakeIssuer.start("only");
    TrustedIssuer row = issuer.trusted();
    TrustedIssuers whateverIsAsked = iss -> Optional.of(row);
    verifier = TokenVerifier.builder(whateverIsAsked).allowLoopbackHttp().build();
  }

  @AfterEach
  void stop() {
    verifier.close();
    issuer.close();
  }

  @Test
  void aTokenOfTheOneIssuerIsGood() {
    assertThat(verifier.verify(issuer.token("t-1"))).isInstanceOf(TokenVerification.Verified.class);
  }

  @Test
  void aTokenThatNamesAnotherIssuerIsRefusedInSpiteOfItsGoodSignature() {
    String other =
        issuer.sign(issuer.claims("t-1").issuer("https://id.example.com/another-realm").build());
    assertThat(verifier.verify(other)).isEqualTo(new TokenVerification.Rejected(Reason.CLAIMS));
  }
}
