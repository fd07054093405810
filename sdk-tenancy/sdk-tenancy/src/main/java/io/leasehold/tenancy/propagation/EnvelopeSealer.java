package io.leasehold.tenancy.propagation;

import io.leasehold.tenancy.TenantContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Writes the attributes that tell the receiver of a message its tenant: the one in whose scope the
 * sender runs, and no other. Thread-safe.
 *
 * <p>The signature covers tenant, audience, times, a random id and the body. It hides nothing.
 */
public final class EnvelopeSealer {

  /** How long an envelope is worth something unless told otherwise: one hour. */
  public static final Duration DEFAULT_LIFETIME = Duration.ofHours(1);

  private final Supplier<PropagationKeys> keys;
  private final Duration lifetime;
  private final Clock clock;

  private EnvelopeSealer(Supplier<PropagationKeys> keys, Duration lifetime, Clock clock) {
    this.keys = Objects.requireNonNull(keys, "keys");
    this.lifetime = lifetime;
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /** A sealer with these keys. */
  public static EnvelopeSealer of(PropagationKeys keys) {
    Objects.requireNonNull(keys, "keys");
    return of(() -> keys);
  }

  /** A sealer that asks for the keys each time, so that they can change while it is in use. */
  public static EnvelopeSealer of(Supplier<PropagationKeys> keys) {
    return new EnvelopeSealer(keys, DEFAULT_LIFETIME, Clock.systemUTC());
  }

  /**
   * The same sealer with another lifetime: as long as a message may wait in its queue.
   *
   * @throws IllegalArgumentException if it is not between one second and 365 days
   */
  public EnvelopeSealer withLifetime(Duration newLifetime) {
    if (newLifetime.compareTo(Duration.ofSeconds(1)) < 0
        || newLifetime.compareTo(Duration.ofDays(365)) > 0) {
      throw new IllegalArgumentException("the lifetime is not between one second and 365 days");
    }
    return new EnvelopeSealer(keys, newLifetime, clock);
  }

  /** The same sealer with another clock than the system's. */
  public EnvelopeSealer withClock(Clock newClock) {
    return new EnvelopeSealer(keys, lifetime, newClock);
  }

  /**
   * The attributes of one message.
   *
   * @param audience whom it is for, such as the name of the queue or topic
   * @param body the message's body, which must arrive byte for byte
   * @return three attributes, to be sent beside the application's own
   * @throws io.leasehold.tenancy.TenantRequiredException outside a tenant's scope
   * @throws IllegalArgumentException if the audience is malformed
   */
  public Map<String, String> seal(String audience, byte[] body) {
    return write(audience, true, Objects.requireNonNull(body, "body"));
  }

  /** As {@link #seal(String, byte[])}, for a text, which is taken as UTF-8. */
  public Map<String, String> seal(String audience, String body) {
    return seal(audience, body.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The attributes of a message whose body changes on the way. Whoever can write to the queue can
   * then put another body beside them, so a receiver refuses it unless told otherwise.
   *
   * @throws io.leasehold.tenancy.TenantRequiredException outside a tenant's scope
   */
  public Map<String, String> sealWithoutBody(String audience) {
    return write(audience, false, new byte[0]);
  }

  private Map<String, String> write(String audience, boolean coversBody, byte[] body) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    TenantEnvelope envelope =
        new TenantEnvelope(
            TenantContext.require().id(),
            audience,
            now,
            now.plusSeconds(lifetime.toSeconds()),
            RandomText.next(),
            coversBody);
    return EnvelopeFormat.write(envelope, keys.get().signing(), body);
  }
}
