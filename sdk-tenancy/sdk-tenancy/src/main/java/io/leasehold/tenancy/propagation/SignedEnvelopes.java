package io.leasehold.tenancy.propagation;

import io.leasehold.tenancy.Provenance;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.propagation.EnvelopeOpening.Reason;
import io.leasehold.tenancy.resolution.TenantCandidate;
import io.leasehold.tenancy.resolution.TrustLevel;
import io.leasehold.tenancy.spi.TenantRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens what {@link EnvelopeSealer} sealed: signature first, then audience, times and body, then
 * the registry and the tenant's status. Thread-safe.
 *
 * <p>It proves that a service with the key sealed the envelope for this audience, not that the
 * message was not delivered twice: that is {@link TenantWorker}'s, with a {@code ReplayWindow}.
 */
public final class SignedEnvelopes implements EnvelopeOpener {

  /** How far clocks may be apart: 30 seconds. */
  public static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

  /** The longest lifetime that is accepted unless told otherwise: a day. */
  public static final Duration DEFAULT_MAX_LIFETIME = Duration.ofDays(1);

  /** How long to wait when keys or registry cannot be read. */
  public static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(SignedEnvelopes.class);

  /** The guards, so that the sabotage test can take one away. */
  enum Guard {
    SIGNATURE,
    AUDIENCE,
    TIME,
    BODY,
    STATUS
  }

  private final Supplier<PropagationKeys> keys;
  private final String audience;
  private final TenantAdmission admission;
  private final Duration maxLifetime;
  private final boolean bodyMustBeCovered;
  private final Clock clock;
  private final Set<Guard> guards;

  private SignedEnvelopes(Builder builder, Set<Guard> guards) {
    this.keys = builder.keys;
    this.audience = builder.audience;
    this.admission = new TenantAdmission(builder.registry, builder.admits);
    this.maxLifetime = builder.maxLifetime;
    this.bodyMustBeCovered = builder.bodyMustBeCovered;
    this.clock = builder.clock;
    this.guards = guards;
  }

  /**
   * Opens envelopes for one audience, with the default settings.
   *
   * @param keys the accepted keys
   * @param audience what the senders call this receiver
   * @param registry asked once per message; wrap a slow one in {@code CachingTenantRegistry}
   */
  public static SignedEnvelopes of(PropagationKeys keys, String audience, TenantRegistry registry) {
    Objects.requireNonNull(keys, "keys");
    return builder(() -> keys, audience, registry).build();
  }

  /** With other settings, and keys that are asked for each time. */
  public static Builder builder(
      Supplier<PropagationKeys> keys, String audience, TenantRegistry registry) {
    return new Builder(keys, audience, registry);
  }

  @Override
  public EnvelopeOpening open(Map<String, String> attributes, byte[] body) {
    if (!attributes.containsKey(TenantEnvelope.ENVELOPE_ATTRIBUTE)) {
      return rejected(Reason.ABSENT);
    }
    Optional<EnvelopeFormat> read = EnvelopeFormat.read(attributes);
    if (read.isEmpty()) {
      return rejected(Reason.MALFORMED);
    }
    try {
      Optional<Reason> refusal = refusal(read.get(), keys.get(), body);
      return refusal.isPresent() ? rejected(refusal.get()) : admitted(read.get().envelope());
    } catch (RuntimeException outage) {
      LOG.warn("A message cannot be judged now, no keys or no registry: {}", outage.toString());
      LOG.debug("Where judging a message failed", outage);
      return new EnvelopeOpening.Unavailable(RETRY_AFTER);
    }
  }

  private EnvelopeOpening admitted(TenantEnvelope envelope) {
    Optional<Tenant> tenant = admission.find(envelope.tenant());
    if (tenant.isEmpty()) {
      return rejected(Reason.UNKNOWN_TENANT);
    }
    return !guards.contains(Guard.STATUS) || admission.admits(tenant.get())
        ? new EnvelopeOpening.Opened(
            tenant.get(),
            Provenance.of(candidate(envelope)),
            Optional.of(envelope.id()),
            envelope.expiresAt().plus(CLOCK_SKEW))
        : new EnvelopeOpening.NotAdmitted(tenant.get().status());
  }

  private static TenantCandidate candidate(TenantEnvelope envelope) {
    return new TenantCandidate(
        TenantCandidate.Kind.ID,
        envelope.tenant().value(),
        TrustLevel.CRYPTOGRAPHIC,
        "envelope for " + envelope.audience());
  }

  private Optional<Reason> refusal(EnvelopeFormat sealed, PropagationKeys now, byte[] body) {
    if (guards.contains(Guard.SIGNATURE)) {
      Optional<PropagationKey> key = now.accepted(sealed.keyId());
      if (key.isEmpty()) {
        return Optional.of(Reason.UNKNOWN_KEY);
      }
      if (!sealed.isSignedBy(key.get(), body)) {
        return Optional.of(Reason.SIGNATURE);
      }
    }
    TenantEnvelope envelope = sealed.envelope();
    if (guards.contains(Guard.AUDIENCE) && !envelope.audience().equals(audience)) {
      return Optional.of(Reason.AUDIENCE);
    }
    if (guards.contains(Guard.BODY) && bodyMustBeCovered && !envelope.coversBody()) {
      return Optional.of(Reason.BODY_NOT_COVERED);
    }
    return guards.contains(Guard.TIME) ? untimely(envelope) : Optional.empty();
  }

  private Optional<Reason> untimely(TenantEnvelope envelope) {
    Instant now = clock.instant();
    if (EnvelopeFormat.lifetime(envelope).compareTo(maxLifetime) > 0) {
      return Optional.of(Reason.LIFETIME);
    }
    if (now.isBefore(envelope.issuedAt().minus(CLOCK_SKEW))) {
      return Optional.of(Reason.NOT_YET_VALID);
    }
    return now.isBefore(envelope.expiresAt().plus(CLOCK_SKEW))
        ? Optional.empty()
        : Optional.of(Reason.EXPIRED);
  }

  private static EnvelopeOpening rejected(Reason reason) {
    LOG.debug("An envelope is rejected: {}", reason);
    return new EnvelopeOpening.Rejected(reason);
  }

  /** Settings. Not thread-safe. */
  public static final class Builder {

    private final Supplier<PropagationKeys> keys;
    private final String audience;
    private final TenantRegistry registry;
    private Predicate<TenantStatus> admits = TenantStatus::admits;
    private Duration maxLifetime = DEFAULT_MAX_LIFETIME;
    private boolean bodyMustBeCovered = true;
    private Clock clock = Clock.systemUTC();

    private Builder(Supplier<PropagationKeys> keys, String audience, TenantRegistry registry) {
      this.keys = Objects.requireNonNull(keys, "keys");
      this.audience = TenantEnvelope.requireAudience(audience);
      this.registry = Objects.requireNonNull(registry, "registry");
    }

    /**
     * For which statuses to work. Default: those that admit members. A worker that deletes the data
     * of leaving tenants takes {@code OFFBOARDING}; one that writes may leave {@code READ_ONLY}
     * out.
     */
    public Builder admitting(Predicate<TenantStatus> statuses) {
      this.admits = Objects.requireNonNull(statuses, "statuses");
      return this;
    }

    /** The longest lifetime that a sender may give. Default: a day. */
    public Builder maxLifetime(Duration longest) {
      this.maxLifetime = Objects.requireNonNull(longest, "longest");
      return this;
    }

    /**
     * Accepts envelopes that do not cover the body: whoever can write to the queue can then put
     * another body beside a good envelope. Default: refused.
     */
    public Builder acceptUncoveredBodies() {
      this.bodyMustBeCovered = false;
      return this;
    }

    /** Judges times by another clock than the system's. */
    public Builder clock(Clock newClock) {
      this.clock = Objects.requireNonNull(newClock, "clock");
      return this;
    }

    /** The opener. */
    public SignedEnvelopes build() {
      return buildWith(EnumSet.allOf(Guard.class));
    }

    SignedEnvelopes buildWith(Set<Guard> guards) {
      return new SignedEnvelopes(this, Set.copyOf(guards));
    }
  }
}
