package io.leasehold.tenancy.propagation;

import static io.leasehold.tenancy.propagation.Scopes.ACME;
import static io.leasehold.tenancy.propagation.Scopes.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.propagation.EnvelopeOpening.NotAdmitted;
import io.leasehold.tenancy.propagation.EnvelopeOpening.Opened;
import io.leasehold.tenancy.propagation.EnvelopeOpening.Reason;
import io.leasehold.tenancy.propagation.EnvelopeOpening.Rejected;
import io.leasehold.tenancy.propagation.EnvelopeOpening.Unavailable;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.resolution.ClaimTenantResolver;
import io.leasehold.tenancy.resolution.TenantEntry;
import io.leasehold.tenancy.spi.TrustedIssuers;
import io.leasehold.tenancy.token.ClaimMapping;
import io.leasehold.tenancy.token.FakeIssuer;
import io.leasehold.tenancy.token.TokenVerifier;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Real tokens, verified with the real keys of an issuer behind HTTP. */
@Tag("row-C48")
class TokenEnvelopesTest {

  private static final byte[] BODY = {};

  private final FakeIssuer issuer = FakeIssuer.start("acme");
  private final InMemoryTenantRegistry registry =
      InMemoryTenantRegistry.of(ACME.withIssuers(issuer.issuer()), GLOBEX);
  private final TokenVerifier verifier =
      TokenVerifier.builder(TrustedIssuers.of(issuer.trusted())).allowLoopbackHttp().build();
  private final TokenEnvelopes opener =
      TokenEnvelopes.of(verifier, TenantEntry.of(registry, ClaimTenantResolver.claim("tenant_id")));

  TokenEnvelopesTest() throws IOException {}

  @AfterEach
  void stop() {
    verifier.close();
    issuer.close();
  }

  @Test
  void theTokensTenantArrives() {
    assertThat(opener.open(sealed(issuer.token("acme")), BODY))
        .isInstanceOfSatisfying(
            Opened.class, opened -> assertThat(opened.tenant().id()).isEqualTo(ACME.id()));
  }

  @Test
  void outsideATenantsScopeThereIsNoEnvelope() {
    assertThatThrownBy(() -> TokenEnvelopes.attributes("token"))
        .isInstanceOf(TenantRequiredException.class);
  }

  @Test
  @Tag("mistake-02")
  void theAttributeAndTheTokenMustAgree() {
    Map<String, String> attributes = sealed(issuer.token("acme"));
    attributes.put(TenantEnvelope.TENANT_ATTRIBUTE, "globex");
    assertRejected(attributes, Reason.TOKEN);
    attributes.remove(TenantEnvelope.TENANT_ATTRIBUTE);
    assertRejected(attributes, Reason.TOKEN);
  }

  @Test
  @Tag("mistake-04")
  void whereTheTokenHasMembershipsTheAttributeSelectsOneOfThem() {
    TokenEnvelopes members =
        TokenEnvelopes.of(
            verifier,
            TenantEntry.of(
                registry,
                ClaimTenantResolver.mapped(ClaimMapping.memberships("tenants")),
                TokenEnvelopes.selection()));
    registry.save(GLOBEX.withIssuers(issuer.issuer()));
    Map<String, String> attributes =
        sealed(issuer.sign(issuer.claims("x").claim("tenants", List.of("acme", "other")).build()));
    assertThat(members.open(attributes, BODY)).isInstanceOf(Opened.class);
    attributes.put(TenantEnvelope.TENANT_ATTRIBUTE, "globex");
    assertThat(members.open(attributes, BODY)).isEqualTo(new Rejected(Reason.TOKEN));
    attributes.put(TenantEnvelope.TENANT_ATTRIBUTE, "ACME");
    assertThat(members.open(attributes, BODY)).isEqualTo(new Rejected(Reason.TOKEN));
  }

  @Test
  void anIssuerMayNotSpeakForAnotherTenant() {
    Map<String, String> attributes = sealed(issuer.token("globex"));
    attributes.put(TenantEnvelope.TENANT_ATTRIBUTE, "globex");
    assertRejected(attributes, Reason.TOKEN);
  }

  @Test
  void aBadTokenAndNoTokenAreTwoAnswers() {
    String expired =
        issuer.sign(
            issuer
                .claims("acme")
                .expirationTime(Date.from(Instant.now().minusSeconds(3_600)))
                .build());
    assertRejected(sealed(expired), Reason.TOKEN);
    assertRejected(sealed("no.token.atall"), Reason.TOKEN);
    assertRejected(Map.of(TenantEnvelope.TENANT_ATTRIBUTE, "acme"), Reason.ABSENT);
  }

  @Test
  void aSuspendedTenantAndAnOutageAreNoRejections() {
    Map<String, String> attributes = sealed(issuer.token("acme"));
    registry.save(ACME.withIssuers(issuer.issuer()).withStatus(TenantStatus.SUSPENDED));
    assertThat(opener.open(attributes, BODY)).isEqualTo(new NotAdmitted(TenantStatus.SUSPENDED));
    registry.reachable(false);
    assertThat(opener.open(attributes, BODY)).isInstanceOf(Unavailable.class);
    registry.reachable(true);
    issuer.answerStatus(500);
    try (TokenVerifier cold =
        TokenVerifier.builder(TrustedIssuers.of(issuer.trusted())).allowLoopbackHttp().build()) {
      TokenEnvelopes noKeys =
          TokenEnvelopes.of(cold, TenantEntry.of(registry, ClaimTenantResolver.claim("tenant_id")));
      assertThat(noKeys.open(attributes, BODY)).isInstanceOf(Unavailable.class);
    }
  }

  private void assertRejected(Map<String, String> attributes, Reason reason) {
    assertThat(opener.open(attributes, BODY)).isEqualTo(new Rejected(reason));
  }

  private static Map<String, String> sealed(String token) {
    Map<String, String> attributes = new HashMap<>();
    TenantScopes.run(ACME, () -> attributes.putAll(TokenEnvelopes.attributes(token)));
    return attributes;
  }
}
