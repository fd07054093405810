package io.leasehold.isolation.silo;

import static io.leasehold.isolation.silo.SiloWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("attack-F10")
class FederatedTrustTest {

  private static final String OIDC =
      "arn:aws:iam::111111111111:oidc-provider/idp.example.com/realms/a";
  private static final String SAML = "arn:aws:iam::111111111111:saml-provider/corp";

  static SiloRole trusting(String provider, String condition) {
    return SiloWorld.trusting(
        SiloWorld.role(ACME),
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":"%s"},
        "Action":"%s","Condition":%s}}
        """
            .formatted(
                provider,
                provider.contains("saml")
                    ? "sts:AssumeRoleWithSAML"
                    : "sts:AssumeRoleWithWebIdentity",
                condition));
  }

  private static SiloRoleInspectorBuilder expecting() {
    return SiloWorld.expecting()
        .trustsProvider(OIDC)
        .trustsProvider(SAML)
        .trustsProvider("cognito-identity.amazonaws.com");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"StringEquals\":{\"idp.example.com/realms/a:aud\":\"app\"}}",
        "{\"StringEquals\":{\"idp.example.com/realms/a:sub\":\"acme\"}}",
        "{\"StringEquals\":{\"idp.example.com/realms/a:aud\":\"app\"},\"StringLike\":{\"idp.example.com/realms/a:sub\":\"*\"}}",
        "{\"StringEquals\":{\"idp.example.com/realms/a:aud\":\"app\"},\"StringLike\":{\"idp.example.com/realms/a:sub\":\"acme*\"}}",
        "{\"StringEquals\":{\"idp.example.com/realms/a:aud\":\"app\"},\"StringEqualsIfExists\":{\"idp.example.com/realms/a:sub\":\"acme\"}}",
        "{\"StringEquals\":{\"idp.example.com:aud\":\"app\",\"idp.example.com:sub\":\"acme\"}}",
      })
  void a_token_about_somebody_else_or_for_somebody_else_is_not_to_do(String condition) {
    assertThat(expecting().build().inspect(ACME, trusting(OIDC, condition)))
        .extracting(SiloFinding::rule)
        .contains(SiloRule.F10_FEDERATION);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "arn:aws:iam::111111111111:oidc-provider/idp.example.com/realms/a | {\"StringEquals\":{\"idp.example.com/realms/a:aud\":\"app\",\"idp.example.com/realms/a:sub\":\"acme\"}}",
        "cognito-identity.amazonaws.com | {\"StringEquals\":{\"cognito-identity.amazonaws.com:aud\":\"eu:pool\",\"cognito-identity.amazonaws.com:sub\":\"acme\"}}",
        "arn:aws:iam::111111111111:saml-provider/corp | {\"StringEquals\":{\"SAML:aud\":\"https://signin.aws.amazon.com/saml\",\"SAML:sub\":\"acme\"}}",
      })
  void audience_and_subject_pinned_is_sound(String provider, String condition) {
    SiloRole role = trusting(provider, condition);
    assertThat(expecting().build().inspect(ACME, role)).isEmpty();
    assertThat(expecting().subjects(t -> t.value()).build().inspect(ACME, role)).isEmpty();
    assertThat(expecting().subjects(t -> "other").build().inspect(ACME, role))
        .extracting(SiloFinding::rule)
        .containsExactly(SiloRule.F10_FEDERATION);
    assertThat(SiloWorld.expecting().build().inspect(ACME, role))
        .as("a provider that nobody named")
        .extracting(SiloFinding::rule)
        .contains(SiloRule.F01_PRINCIPAL);
  }
}
