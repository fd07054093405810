package io.leasehold.tenancy.propagation;

import static io.leasehold.tenancy.propagation.Scopes.ACME;
import static io.leasehold.tenancy.propagation.Scopes.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.propagation.EnvelopeOpening.Opened;
import io.leasehold.tenancy.propagation.SignedEnvelopes.Guard;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each guard stops its attack, and no other guard does: with it switched off, the attack works. */
@Tag("row-C48")
@Tag("mistake-02")
class SignedEnvelopesSabotageTest {

  private static final byte[] BODY = "pay 1 EUR".getBytes(StandardCharsets.UTF_8);

  private final SettableClock clock = new SettableClock();
  private final InMemoryTenantRegistry registry = InMemoryTenantRegistry.of(ACME, GLOBEX);
  private final PropagationKeys keys = PropagationKeys.signingWith(Keys.SPRING);
  private final EnvelopeSealer sealer = EnvelopeSealer.of(keys).withClock(clock);

  @ParameterizedTest
  @EnumSource(Guard.class)
  void withTheGuardTheAttackFails(Guard guard) {
    assertThat(attack(guard, EnumSet.allOf(Guard.class))).isNotInstanceOf(Opened.class);
  }

  @ParameterizedTest
  @EnumSource(Guard.class)
  void withoutItTheAttackSucceeds(Guard guard) {
    assertThat(attack(guard, EnumSet.complementOf(EnumSet.of(guard)))).isInstanceOf(Opened.class);
  }

  private EnvelopeOpening attack(Guard target, EnumSet<Guard> guards) {
    SignedEnvelopes opener =
        SignedEnvelopes.builder(() -> keys, "orders", registry).clock(clock).buildWith(guards);
    Map<String, String> attributes = sealedFor(target == Guard.AUDIENCE ? "billing" : "orders");
    switch (target) {
      // Somebody who may write to the queue turns Acme's message into one of Globex.
      case SIGNATURE -> attributes.put(TenantEnvelope.TENANT_ATTRIBUTE, "globex");
      // A message for billing is copied to orders, where the same body means something else.
      case AUDIENCE -> {}
      // Last month's message is put back.
      case TIME -> clock.advance(Duration.ofDays(30));
      // The sender did not cover the body, so another one can stand beside the envelope.
      case BODY ->
          TenantScopes.run(ACME, () -> attributes.putAll(sealer.sealWithoutBody("orders")));
      // The tenant was suspended while its message waited.
      case STATUS -> registry.save(ACME.withStatus(TenantStatus.SUSPENDED));
    }
    return opener.open(attributes, BODY);
  }

  private Map<String, String> sealedFor(String audience) {
    Map<String, String> attributes = new HashMap<>();
    TenantScopes.run(ACME, () -> attributes.putAll(sealer.seal(audience, BODY)));
    return attributes;
  }
}
