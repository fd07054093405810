package io.leasehold.tenancy.propagation;

import io.leasehold.tenancy.Provenance;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.propagation.EnvelopeOpening.Reason;
import io.leasehold.tenancy.resolution.RequestSignals;
import io.leasehold.tenancy.resolution.TenantCandidate;
import io.leasehold.tenancy.resolution.TenantDecision;
import io.leasehold.tenancy.resolution.TenantEntry;
import io.leasehold.tenancy.resolution.TenantResolution;
import io.leasehold.tenancy.resolution.TrustLevel;
import io.leasehold.tenancy.spi.TenantResolver;
import io.leasehold.tenancy.token.TokenVerification;
import io.leasehold.tenancy.token.TokenVerifier;
import io.leasehold.tenancy.token.VerifiedToken;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Envelopes that carry a bearer token instead of a signature: no key has to be shared, and the
 * receiver verifies the token as it would that of a request. Thread-safe.
 *
 * <p>The token must live as long as the message may wait, covers neither body nor destination but
 * by its own {@code aud}, and is a credential in the queue: prefer {@link SignedEnvelopes} unless
 * the receiver needs the person behind the message.
 */
public final class TokenEnvelopes implements EnvelopeOpener {

  private final TokenVerifier verifier;
  private final TenantEntry entry;

  private TokenEnvelopes(TokenVerifier verifier, TenantEntry entry) {
    this.verifier = Objects.requireNonNull(verifier, "verifier");
    this.entry = Objects.requireNonNull(entry, "entry");
  }

  /**
   * Opens envelopes with tokens.
   *
   * @param verifier verifies them
   * @param entry decides whom they authorise; with the resolver of the claim and none of the host,
   *     which a message has not
   */
  public static TokenEnvelopes of(TokenVerifier verifier, TenantEntry entry) {
    return new TokenEnvelopes(verifier, entry);
  }

  /**
   * Reads the message's tenant attribute, for an entry whose tokens have memberships: the attribute
   * selects, the token authorises. Elsewhere it is not needed; the two are compared anyway.
   */
  public static TenantResolver selection() {
    return signals -> {
      List<String> named = signals.header(TenantEnvelope.TENANT_ATTRIBUTE);
      return named.size() == 1 && TenantId.isValid(named.get(0))
          ? TenantResolution.resolved(
              new TenantCandidate(
                  TenantCandidate.Kind.ID, named.get(0), TrustLevel.CLIENT, "message attribute"))
          : TenantResolution.rejected(TrustLevel.CLIENT, "no message attribute with a tenant id");
    };
  }

  /**
   * The attributes of a message with a token.
   *
   * @param compactJwt the token, as after {@code Bearer}
   * @throws io.leasehold.tenancy.TenantRequiredException outside a tenant's scope
   */
  public static Map<String, String> attributes(String compactJwt) {
    return Map.of(
        TenantEnvelope.TENANT_ATTRIBUTE, TenantContext.require().id().value(),
        TenantEnvelope.TOKEN_ATTRIBUTE, Objects.requireNonNull(compactJwt, "compactJwt"));
  }

  @Override
  public EnvelopeOpening open(Map<String, String> attributes, byte[] body) {
    String jwt = EnvelopeFormat.text(attributes, TenantEnvelope.TOKEN_ATTRIBUTE);
    if (jwt.isEmpty()) {
      return new EnvelopeOpening.Rejected(Reason.ABSENT);
    }
    TokenVerification verification = verifier.verify(jwt);
    if (verification instanceof TokenVerification.Unavailable unavailable) {
      return new EnvelopeOpening.Unavailable(unavailable.retryAfter());
    }
    return verification instanceof TokenVerification.Verified verified
        ? judge(verified.token(), EnvelopeFormat.text(attributes, TenantEnvelope.TENANT_ATTRIBUTE))
        : new EnvelopeOpening.Rejected(Reason.TOKEN);
  }

  private EnvelopeOpening judge(VerifiedToken token, String named) {
    TenantDecision decision =
        entry.decide(
            RequestSignals.builder()
                .header(TenantEnvelope.TENANT_ATTRIBUTE, named)
                .build()
                .withToken(token));
    if (decision instanceof TenantDecision.Unavailable unavailable) {
      return new EnvelopeOpening.Unavailable(unavailable.retryAfter());
    } else if (decision instanceof TenantDecision.NotAdmitted not) {
      return new EnvelopeOpening.NotAdmitted(not.status());
    }
    return decision instanceof TenantDecision.Admitted admitted
            && admitted.tenant().id().value().equals(named)
        ? new EnvelopeOpening.Opened(
            admitted.tenant(),
            new Provenance(admitted.evidence()),
            Optional.empty(),
            token.expiresAt())
        : new EnvelopeOpening.Rejected(Reason.TOKEN);
  }
}
