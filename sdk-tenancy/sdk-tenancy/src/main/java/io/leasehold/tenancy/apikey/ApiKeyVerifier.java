package io.leasehold.tenancy.apikey;

import io.leasehold.tenancy.apikey.ApiKeyVerification.Reason;
import io.leasehold.tenancy.apikey.ApiKeyVerification.Rejected;
import io.leasehold.tenancy.apikey.ApiKeyVerification.Unavailable;
import io.leasehold.tenancy.apikey.ApiKeyVerification.Verified;
import io.leasehold.tenancy.spi.ApiKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whose a presented API key is. Thread-safe; remembers nothing. */
public final class ApiKeyVerifier {

  /** How long a client is told to wait when the registry is down: five seconds. */
  public static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(ApiKeyVerifier.class);

  private final ApiKeys keys;
  private final Clock clock;

  private ApiKeyVerifier(ApiKeys keys, Clock clock) {
    this.keys = Objects.requireNonNull(keys, "keys");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** A verifier of the keys. */
  public static ApiKeyVerifier of(ApiKeys keys) {
    return new ApiKeyVerifier(keys, Clock.systemUTC());
  }

  /** The same verifier by another clock. */
  public ApiKeyVerifier withClock(Clock other) {
    return new ApiKeyVerifier(keys, other);
  }

  /** What comes of the only key that a request presents. */
  public ApiKeyVerification verify(String presented) {
    Optional<ApiKey> key = ApiKey.parse(presented);
    if (key.isEmpty()) {
      return new Rejected(Reason.MALFORMED);
    }
    try {
      ApiKeyHash hash = key.get().hash();
      return keys.findByApiKeyHash(hash)
          // Trust, and compare: a registry that matched less than the whole hash finds a stranger.
          .filter(entry -> entry.hash().equals(hash))
          .map(this::check)
          .orElseGet(() -> new Rejected(Reason.UNKNOWN));
    } catch (RuntimeException outage) {
      LOG.warn("API key {} cannot be verified: {}", key.get(), outage.toString());
      LOG.debug("Where the registry of API keys failed", outage);
      return new Unavailable(RETRY_AFTER);
    }
  }

  /**
   * What comes of everything that a request presents as its key.
   *
   * @param presented every value of the header; empty if there is none
   * @return empty if there is none
   */
  public Optional<ApiKeyVerification> verify(List<String> presented) {
    if (presented.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        presented.size() == 1 ? verify(presented.get(0)) : new Rejected(Reason.MALFORMED));
  }

  private ApiKeyVerification check(RegisteredApiKey entry) {
    if (entry.revoked()) {
      return new Rejected(Reason.REVOKED);
    }
    if (entry.expiresAt().filter(end -> !clock.instant().isBefore(end)).isPresent()) {
      return new Rejected(Reason.EXPIRED);
    }
    return new Verified(new VerifiedApiKey(entry.id(), entry.tenant(), entry.roles()));
  }
}
