package io.leasehold.isolation.aws.vending;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leasehold.isolation.aws.fixture.Actor;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.policy.SessionPolicy;
import io.leasehold.isolation.aws.policy.SessionRestriction;
import io.leasehold.isolation.aws.session.ChainedDurationException;
import io.leasehold.isolation.aws.session.internal.HopDoor;
import io.leasehold.isolation.aws.session.internal.SessionCall;
import io.leasehold.isolation.aws.session.internal.WebIdentityDoor;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Doors that are not asked first whether they can keep the terms. */
@Timeout(60)
class SessionDoorSabotageTest {

  private final StubSts sts = new StubSts(Clock.systemUTC());

  @AfterEach
  void close() {
    sts.close();
  }

  private static SessionCall call(Duration duration, Map<String, String> tags) {
    return new SessionCall(
        ACME,
        Samples.ROLE,
        "t-acme",
        new SessionRestriction(Optional.of(new SessionPolicy(Actor.policy(ACME))), List.of(), tags),
        List.copyOf(tags.keySet()),
        null,
        null,
        duration,
        Duration.ofSeconds(9));
  }

  @Test
  @Tag("attack-C09")
  void withoutTheGuardStsIsAskedForAChainOfTwoHours() {
    HopDoor unasked =
        new HopDoor(
            sts.client(), "arn:aws:iam::333333333333:role/Between", null, Clock.systemUTC());

    assertThatExceptionOfType(ChainedDurationException.class)
        .isThrownBy(
            () ->
                Samples.vendor(sts)
                    .through("arn:aws:iam::333333333333:role/Between")
                    .duration(Duration.ofHours(2))
                    .build());
    assertThat(sts.calls()).isEmpty();

    unasked.open(call(Duration.ofHours(2), Map.of())).join();

    assertThat(sts.calls().get(1).field("DurationSeconds")).isEqualTo("7200");
  }

  @Test
  @Tag("attack-C08")
  void aTokenThatNobodyLooksIntoOpensWhoseverSessionItNames() {
    String claims =
        "{\"https://aws.amazon.com/tags\":{\"principal_tags\":{\"tenant\":[\"globex\"]}}}";
    String token =
        "e30."
            + Base64.getUrlEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
            + ".x";
    WebIdentityDoor door =
        new WebIdentityDoor(sts.client(), tenant -> CompletableFuture.completedFuture(token));

    // No tag is asked for, so none is looked for: STS takes globex's tags for acme's session.
    door.open(call(Duration.ofHours(1), Map.of())).join();
    assertThat(sts.calls().get(0).field("WebIdentityToken")).isEqualTo(token);
    // With the tag asked for, nothing more is sent.
    assertThat(door.open(call(Duration.ofHours(1), Map.of("tenant", "acme"))))
        .isCompletedExceptionally();
    assertThat(sts.calls()).hasSize(1);
  }
}
