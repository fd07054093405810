package io.leasehold.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import io.leasehold.tenancy.spi.TrustedIssuers;
import io.leasehold.tenancy.token.TokenVerification.Reason;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("row-C26")
class TokenShapeTest {

  private static FakeIssuer issuer;

  @BeforeAll
  static void start() throws Exception {
    issuer = FakeIssuer.start("acme");
  }

  @AfterAll
  static void stop() {
    issuer.close();
  }

  @Test
  void anAccessTokenOfCognitoIsForItsClientAndItsIdTokenIsNone() {
    JWTClaimsSet access =
        claims().claim("client_id", FakeIssuer.AUDIENCE).claim("token_use", "access").build();
    JWTClaimsSet id = claims().audience(FakeIssuer.AUDIENCE).claim("token_use", "id").build();
    assertThat(verify(TokenShape.cognitoAccess(), access)).isNull();
    assertThat(verify(TokenShape.cognitoAccess(), id)).isEqualTo(Reason.TYPE);
    assertThat(verify(TokenShape.cognitoId(), id)).isNull();
    assertThat(verify(TokenShape.cognitoId(), access)).isEqualTo(Reason.TYPE);
  }

  @Test
  void anAccessTokenOfAnotherClientOfTheSamePoolIsRefused() {
    for (Object client : List.of("others", List.of("labs"), Map.of("labs", 1), 7, "")) {
      JWTClaimsSet other =
          claims()
              .audience(FakeIssuer.AUDIENCE)
              .claim("client_id", client)
              .claim("token_use", "access")
              .build();
      assertThat(verify(TokenShape.cognitoAccess(), other)).isEqualTo(Reason.AUDIENCE);
    }
  }

  @Test
  void aClaimThatIsRequiredMustBeExactlyThatText() {
    for (Object use : List.of("Access", "access ", List.of("access"), true, "")) {
      JWTClaimsSet claims =
          claims().claim("client_id", FakeIssuer.AUDIENCE).claim("token_use", use).build();
      assertThat(verify(TokenShape.cognitoAccess(), claims)).isEqualTo(Reason.TYPE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"at+jwt", "AT+JWT", "application/at+jwt", "Application/At+Jwt"})
  void theTypeOfAnAccessTokenIsReadAsMediaTypesAre(String type) {
    assertThat(typed(TokenShape.rfc9068(), type)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "jwt", "at+jwt;x", "application/application/at+jwt", "at_jwt"})
  void whereTheProfileIsRequiredNoOtherTypeWillDo(String type) {
    assertThat(typed(TokenShape.rfc9068(), type)).isEqualTo(Reason.TYPE);
    assertThat(typed(TokenShape.rfc9068(), null)).isEqualTo(Reason.TYPE);
  }

  @Test
  void aShapeThatAcceptsNothingOrLooksNowhereIsRefused() {
    assertThatThrownBy(() -> new TokenShape(Set.of(), false, "aud", Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TokenShape.DEFAULT.withAudienceClaim(""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static JWTClaimsSet.Builder claims() {
    return issuer.claims("t-1").audience((String) null);
  }

  private static @Nullable Reason typed(TokenShape shape, @Nullable String type) {
    return verify(
        shape,
        issuer.sign(
            issuer.header().type(type == null ? null : new JOSEObjectType(type)).build(),
            issuer.claims("t-1").build()));
  }

  private static @Nullable Reason verify(TokenShape shape, JWTClaimsSet claims) {
    return verify(shape, issuer.sign(claims));
  }

  /** Why the token is refused; null if it is not. */
  private static @Nullable Reason verify(TokenShape shape, String token) {
    try (TokenVerifier verifier =
        TokenVerifier.builder(TrustedIssuers.of(issuer.trusted().withShape(shape)))
            .allowLoopbackHttp()
            .build()) {
      return verifier.verify(token) instanceof TokenVerification.Rejected rejected
          ? rejected.reason()
          : null;
    }
  }
}
