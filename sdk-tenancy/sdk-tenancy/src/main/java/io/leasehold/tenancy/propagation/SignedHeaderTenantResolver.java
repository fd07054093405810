package io.leasehold.tenancy.propagation;

import io.leasehold.tenancy.resolution.RequestSignals;
import io.leasehold.tenancy.resolution.TenantCandidate;
import io.leasehold.tenancy.resolution.TenantResolution;
import io.leasehold.tenancy.resolution.TrustLevel;
import io.leasehold.tenancy.spi.TenantResolver;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the tenant off the signed header that another service wrote with {@link TenantHeaders}.
 * Thread-safe.
 *
 * <p>It is one signal among others: it has to agree with the rest, and it is no caller. A protected
 * route needs a token or an API key beside it, which the calling service passes on or has itself;
 * with a token that has memberships the header is what selects.
 */
public final class SignedHeaderTenantResolver implements TenantResolver {

  private static final Logger LOG = LoggerFactory.getLogger(SignedHeaderTenantResolver.class);

  private final Supplier<PropagationKeys> keys;
  private final String audience;
  private final Clock clock;

  private SignedHeaderTenantResolver(Supplier<PropagationKeys> keys, String audience, Clock clock) {
    this.keys = Objects.requireNonNull(keys, "keys");
    this.audience = TenantEnvelope.requireAudience(audience);
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * A resolver.
   *
   * @param keys the accepted keys
   * @param audience what this service calls itself
   */
  public static SignedHeaderTenantResolver of(PropagationKeys keys, String audience) {
    Objects.requireNonNull(keys, "keys");
    return of(() -> keys, audience, Clock.systemUTC());
  }

  /**
   * A resolver whose keys may change.
   *
   * @param keys answers at once, from memory: while it throws, every such header is rejected
   */
  public static SignedHeaderTenantResolver of(
      Supplier<PropagationKeys> keys, String audience, Clock clock) {
    return new SignedHeaderTenantResolver(keys, audience, clock);
  }

  @Override
  public TenantResolution resolve(RequestSignals signals) {
    List<String> values = signals.header(TenantHeader.NAME);
    if (values.isEmpty()) {
      return TenantResolution.notApplicable();
    }
    Optional<TenantHeader> header =
        values.size() == 1 ? TenantHeader.read(values.get(0)) : Optional.empty();
    Optional<String> refusal =
        header.isEmpty() ? Optional.of("is not one signed header") : refusal(header.get());
    return refusal
        .map(
            reason ->
                TenantResolution.rejected(
                    TrustLevel.CRYPTOGRAPHIC, TenantHeader.NAME + " " + reason))
        .orElseGet(() -> TenantResolution.resolved(candidate(header.orElseThrow())));
  }

  private Optional<String> refusal(TenantHeader header) {
    Optional<PropagationKey> key;
    try {
      key = keys.get().accepted(header.keyId());
    } catch (RuntimeException outage) {
      LOG.error("Signed tenant headers are rejected, the keys cannot be read", outage);
      return Optional.of("cannot be verified");
    }
    if (key.isEmpty()) {
      return Optional.of("is signed with a key that is not accepted");
    }
    if (!header.isSignedBy(key.get(), audience)) {
      return Optional.of("has a signature that does not fit tenant, audience and times");
    }
    return isTimely(header) ? Optional.empty() : Optional.of("is not of this time");
  }

  private boolean isTimely(TenantHeader header) {
    Instant now = clock.instant();
    Duration skew = SignedEnvelopes.CLOCK_SKEW;
    return header.lifetime() <= TenantHeaders.LIFETIME.toSeconds()
        && !now.isBefore(header.issuedAt().minus(skew))
        && now.isBefore(header.issuedAt().plusSeconds(header.lifetime()).plus(skew));
  }

  private static TenantCandidate candidate(TenantHeader header) {
    return new TenantCandidate(
        TenantCandidate.Kind.ID,
        header.tenant().value(),
        TrustLevel.CRYPTOGRAPHIC,
        "signed header");
  }
}
