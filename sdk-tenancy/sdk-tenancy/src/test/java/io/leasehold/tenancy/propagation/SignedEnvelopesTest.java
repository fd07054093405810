package io.leasehold.tenancy.propagation;

import static io.leasehold.tenancy.propagation.Scopes.ACME;
import static io.leasehold.tenancy.propagation.Scopes.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.propagation.EnvelopeOpening.NotAdmitted;
import io.leasehold.tenancy.propagation.EnvelopeOpening.Opened;
import io.leasehold.tenancy.propagation.EnvelopeOpening.Reason;
import io.leasehold.tenancy.propagation.EnvelopeOpening.Rejected;
import io.leasehold.tenancy.propagation.EnvelopeOpening.Unavailable;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("row-C48")
class SignedEnvelopesTest {

  private static final byte[] BODY = "{\"order\":17}".getBytes(StandardCharsets.UTF_8);

  private final SettableClock clock = new SettableClock();
  private final InMemoryTenantRegistry registry = InMemoryTenantRegistry.of(ACME, GLOBEX);
  private final PropagationKeys spring = PropagationKeys.signingWith(Keys.SPRING);
  private final EnvelopeSealer sealer = EnvelopeSealer.of(spring).withClock(clock);
  private final SignedEnvelopes opener = opener("orders").build();

  private final Map<String, String> sealed = sealedBy(sealer);

  @Test
  void theTenantArrives() {
    assertThat(opener.open(sealed, BODY))
        .isInstanceOfSatisfying(
            Opened.class,
            opened -> {
              assertThat(opened.tenant()).isEqualTo(ACME);
              assertThat(opened.id()).isPresent();
              assertThat(opened.expiresAt()).isAfter(clock.instant().plusSeconds(3_600));
            });
  }

  @Test
  void theAttributesFitEveryQueue() {
    assertThat(sealed).hasSizeLessThanOrEqualTo(3);
    assertThat(TenantEnvelope.ATTRIBUTES).containsAll(sealed.keySet());
    // JMS is the strictest: property names are Java identifiers. SQS has 256 characters and
    // reserves AWS and Amazon; nobody minds lower case letters and underscores.
    assertThat(sealed.keySet()).allMatch(name -> name.matches("[a-z][a-z_]{0,99}"));
    assertThat(sealed.values()).allMatch(value -> value.matches("[\\x21-\\x7e]{1,256}"));
  }

  @Test
  void attributesOfTheApplicationDoNotMatter() {
    Map<String, String> more = new HashMap<>(sealed);
    more.put("traceparent", "00-abc");
    more.put("nothing", null);
    assertThat(opener.open(more, BODY)).isInstanceOf(Opened.class);
  }

  @Test
  void noTwoEnvelopesAreTheSame() {
    assertThat(sealedBy(sealer)).isNotEqualTo(sealed);
  }

  @Test
  @Tag("mistake-14")
  void withoutATenantInScopeNothingIsSealed() {
    assertThatThrownBy(() -> sealer.seal("orders", BODY))
        .isInstanceOf(TenantRequiredException.class);
    TenantScopes.run(
        new TenantScope.Platform("clean-up"),
        () ->
            assertThatThrownBy(() -> sealer.seal("orders", BODY))
                .isInstanceOf(TenantRequiredException.class));
  }

  @Test
  @Tag("mistake-09")
  void aMessageWithoutEnvelopeHasNoTenantAndThereIsNoDefault() {
    assertRejected(opener.open(Map.of(), BODY), Reason.ABSENT);
    assertRejected(opener.open(Map.of("leasehold_tenant", "acme"), BODY), Reason.ABSENT);
  }

  @Test
  @Tag("mistake-02")
  void anotherTenantInTheClearAttributeBreaksTheSignature() {
    assertRejected(opener.open(changed("leasehold_tenant", "globex"), BODY), Reason.SIGNATURE);
  }

  @Test
  void anotherBodyBreaksTheSignature() {
    byte[] other = "{\"order\":18}".getBytes(StandardCharsets.UTF_8);
    assertRejected(opener.open(sealed, other), Reason.SIGNATURE);
    assertRejected(opener.open(sealed, new byte[0]), Reason.SIGNATURE);
  }

  @Test
  void anEnvelopeForAnotherQueueIsRefusedHereHoweverTheAttributeIsChanged() {
    SignedEnvelopes billing = opener("billing").build();
    assertRejected(billing.open(sealed, BODY), Reason.AUDIENCE);
    assertRejected(billing.open(changed("leasehold_audience", "billing"), BODY), Reason.SIGNATURE);
  }

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noChangeOfASingleCharacterOpens(int seed) {
    Random random = new Random(seed);
    String name = sealed.keySet().stream().sorted().toList().get(random.nextInt(sealed.size()));
    StringBuilder value = new StringBuilder(sealed.get(name));
    int position = random.nextInt(value.length());
    char other;
    do {
      other = (char) ('-' + random.nextInt('z' - '-'));
    } while (other == value.charAt(position));
    value.setCharAt(position, other);
    assertThat(opener.open(changed(name, value.toString()), BODY)).isInstanceOf(Rejected.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "2.spring.1.1.AAAAAAAAAAAAAAAAAAAAAA.b.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "1.spring.01.1.AAAAAAAAAAAAAAAAAAAAAA.b.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "1.spring.-1.1.AAAAAAAAAAAAAAAAAAAAAA.b.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "1.spring.1.9999999999.AAAAAAAAAAAAAAAAAAAAAA.b.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "1.spring.1.1.AAAAAAAAAAAAAAAAAAAAAA.x.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "1.spring.1.1.AAAAAAAAAAAAAAAAAAAAAA.b.",
        "{\"tenant\":\"acme\"}"
      })
  void whatIsNoEnvelopeIsMalformed(String text) {
    assertRejected(opener.open(changed("leasehold_envelope", text), BODY), Reason.MALFORMED);
  }

  @Test
  void aMegabyteOrANullInsteadOfAnEnvelopeIsMalformed() {
    assertRejected(
        opener.open(changed("leasehold_envelope", "1.".repeat(500_000)), BODY), Reason.MALFORMED);
    Map<String, String> holed = new HashMap<>(sealed);
    holed.put("leasehold_envelope", null);
    assertRejected(opener.open(holed, BODY), Reason.MALFORMED);
    assertRejected(opener.open(changed("leasehold_tenant", "ACME"), BODY), Reason.MALFORMED);
  }

  @ParameterizedTest
  @CsvSource({"0,true", "3600,true", "3629,true", "3630,false", "86400,false"})
  void anEnvelopeIsWorthSomethingForItsLifetimeAndTheClockSkew(long seconds, boolean opens) {
    clock.advance(Duration.ofSeconds(seconds));
    if (opens) {
      assertThat(opener.open(sealed, BODY)).isInstanceOf(Opened.class);
    } else {
      assertRejected(opener.open(sealed, BODY), Reason.EXPIRED);
    }
  }

  @ParameterizedTest
  @CsvSource({"-30,true", "-31,false"})
  void anEnvelopeFromTheFutureIsRefused(long seconds, boolean opens) {
    clock.advance(Duration.ofSeconds(seconds));
    if (opens) {
      assertThat(opener.open(sealed, BODY)).isInstanceOf(Opened.class);
    } else {
      assertRejected(opener.open(sealed, BODY), Reason.NOT_YET_VALID);
    }
  }

  @Test
  void theReceiverLimitsTheLifetimeAndTheSenderCannotStretchIt() {
    Map<String, String> longLived = sealedBy(sealer.withLifetime(Duration.ofDays(2)));
    assertRejected(opener.open(longLived, BODY), Reason.LIFETIME);
    assertThat(opener("orders").maxLifetime(Duration.ofDays(3)).build().open(longLived, BODY))
        .isInstanceOf(Opened.class);
    assertThatThrownBy(() -> sealer.withLifetime(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keysChangeInThreeStepsWithoutLosingAMessage() {
    PropagationKeys acceptsNew = spring.accepting(Keys.SUMMER);
    PropagationKeys signsNew = PropagationKeys.signingWith(Keys.SUMMER).accepting(Keys.SPRING);
    PropagationKeys onlyNew = PropagationKeys.signingWith(Keys.SUMMER);
    Map<String, String> old = sealed;
    Map<String, String> recent = sealedBy(EnvelopeSealer.of(signsNew).withClock(clock));
    for (PropagationKeys both : Set.of(acceptsNew, signsNew)) {
      SignedEnvelopes receiver = openerWith(both);
      assertThat(receiver.open(old, BODY)).isInstanceOf(Opened.class);
      assertThat(receiver.open(recent, BODY)).isInstanceOf(Opened.class);
    }
    assertRejected(openerWith(onlyNew).open(old, BODY), Reason.UNKNOWN_KEY);
    assertRejected(openerWith(spring).open(recent, BODY), Reason.UNKNOWN_KEY);
  }

  @Test
  void anotherSecretUnderTheSameIdIsABadSignature() {
    assertRejected(
        openerWith(PropagationKeys.signingWith(Keys.key("spring", 9))).open(sealed, BODY),
        Reason.SIGNATURE);
  }

  @Test
  void anEnvelopeThatDoesNotCoverTheBodyNeedsTheReceiversConsent() {
    Map<String, String> uncovered = asAcme(() -> sealer.sealWithoutBody("orders"));
    assertRejected(opener.open(uncovered, BODY), Reason.BODY_NOT_COVERED);
    assertThat(opener("orders").acceptUncoveredBodies().build().open(uncovered, BODY))
        .isInstanceOf(Opened.class);
    // A covered one cannot be turned into an uncovered one.
    String text = sealed.get("leasehold_envelope").replace(".b.", ".n.");
    assertRejected(
        opener("orders")
            .acceptUncoveredBodies()
            .build()
            .open(changed("leasehold_envelope", text), BODY),
        Reason.SIGNATURE);
  }

  @Test
  void aTenantThatIsGoneIsUnknown() {
    registry.save(ACME.withStatus(TenantStatus.DELETED));
    assertRejected(opener.open(sealed, BODY), Reason.UNKNOWN_TENANT);
    Tenant initech = Tenant.active(TenantId.of("initech"), ACME.tier());
    Map<String, String> stranger = sealedFor(initech);
    assertRejected(opener.open(stranger, BODY), Reason.UNKNOWN_TENANT);
  }

  @ParameterizedTest
  @EnumSource(
      value = TenantStatus.class,
      names = {"PROVISIONING", "SUSPENDED", "OFFBOARDING"})
  @Tag("mistake-27")
  void aTenantThatWasShutOutSinceTheMessageWasSentIsNotWorkedFor(TenantStatus status) {
    registry.save(ACME.withStatus(status));
    assertThat(opener.open(sealed, BODY)).isEqualTo(new NotAdmitted(status));
    assertThat(opener("orders").admitting(other -> true).build().open(sealed, BODY))
        .isInstanceOf(Opened.class);
  }

  @Test
  void anOutageOfRegistryOrKeysIsNeverARejection() {
    registry.reachable(false);
    assertThat(opener.open(sealed, BODY)).isInstanceOf(Unavailable.class);
    registry.reachable(true);
    SignedEnvelopes noKeys =
        SignedEnvelopes.builder(
                () -> {
                  throw new IllegalStateException("secret store is down");
                },
                "orders",
                registry)
            .build();
    assertThat(noKeys.open(sealed, BODY)).isInstanceOf(Unavailable.class);
  }

  @Test
  void aForgedEnvelopeDoesNotReachTheRegistry() {
    registry.reachable(false);
    assertRejected(opener.open(changed("leasehold_tenant", "globex"), BODY), Reason.SIGNATURE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders", "arn:aws:sqs:eu-central-1:123456789012:orders.fifo", "a/b_c-d"})
  void audiencesMayBeNamesAndArns(String audience) {
    Map<String, String> attributes = asAcme(() -> sealer.seal(audience, BODY));
    assertThat(opener(audience).build().open(attributes, BODY)).isInstanceOf(Opened.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-x", "a b", "a\nb", "ünlü"})
  void otherAudiencesAreRefused(String audience) {
    assertThatThrownBy(() -> asAcme(() -> sealer.seal(audience, BODY)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> opener(audience)).isInstanceOf(IllegalArgumentException.class);
  }

  private SignedEnvelopes.Builder opener(String audience) {
    return SignedEnvelopes.builder(() -> spring, audience, registry).clock(clock);
  }

  private SignedEnvelopes openerWith(PropagationKeys keys) {
    return SignedEnvelopes.builder(() -> keys, "orders", registry).clock(clock).build();
  }

  private Map<String, String> changed(String name, String value) {
    Map<String, String> copy = new HashMap<>(sealed);
    copy.put(name, value);
    return copy;
  }

  private static Map<String, String> sealedBy(EnvelopeSealer sealer) {
    return asAcme(() -> sealer.seal("orders", BODY));
  }

  private Map<String, String> sealedFor(Tenant tenant) {
    Map<String, String> sealedForTenant = new HashMap<>();
    TenantScopes.run(tenant, () -> sealedForTenant.putAll(sealer.seal("orders", BODY)));
    return sealedForTenant;
  }

  private static Map<String, String> asAcme(Supplier<Map<String, String>> work) {
    Map<String, String> result = new HashMap<>();
    TenantScopes.run(ACME, () -> result.putAll(work.get()));
    return result;
  }

  private static void assertRejected(EnvelopeOpening opening, Reason reason) {
    assertThat(opening).isEqualTo(new Rejected(reason));
  }
}
