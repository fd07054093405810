package io.leasehold.tenancy.propagation;

import static io.leasehold.tenancy.propagation.Scopes.ACME;
import static io.leasehold.tenancy.propagation.Scopes.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.propagation.EnvelopeOpening.Reason;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import io.leasehold.tenancy.spi.ReplayWindow;
import io.leasehold.tenancy.spi.ScopeTransfer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("mistake-15")
@Tag("row-C48")
class TenantWorkerTest {

  private static final byte[] BODY = "{\"order\":17}".getBytes(StandardCharsets.UTF_8);

  private final SettableClock clock = new SettableClock();
  private final InMemoryTenantRegistry registry = InMemoryTenantRegistry.of(ACME, GLOBEX);
  private final PropagationKeys keys = PropagationKeys.signingWith(Keys.SPRING);
  private final EnvelopeSealer sealer = EnvelopeSealer.of(keys).withClock(clock);
  private final SignedEnvelopes opener =
      SignedEnvelopes.builder(() -> keys, "orders", registry).clock(clock).build();
  private final List<ScopeLeak> leaks = new ArrayList<>();
  private final List<String> seen = new ArrayList<>();

  private final TenantWorker worker =
      TenantWorker.builder(registry)
          .receiving(opener, new InMemoryReplayWindow(100, clock))
          .clock(clock)
          .onLeak(leaks::add)
          .build();

  @AfterEach
  void theWorkerLeavesNothingOnItsThread() {
    assertThat(TenantContext.scope()).isEmpty();
  }

  @Test
  void aMessageIsWorkedOffForTheTenantOfItsEnvelope() {
    assertThat(worker.receive(sealed(), BODY, this::look)).isEqualTo(new Delivery.Done(ACME));
    assertThat(seen).containsExactly("acme");
  }

  @Test
  void aMessageWithoutTenantIsNotWorkedOffWhateverTheThreadDidBefore() {
    worker.run(GLOBEX.id(), this::look);
    assertThat(worker.receive(Map.of(), BODY, this::look))
        .isEqualTo(new Delivery.Rejected(Reason.ABSENT));
    assertThat(seen).containsExactly("globex");
  }

  @Test
  void aWorkerThatWasNotToldHowToOpenRejectsEveryMessage() {
    assertThat(TenantWorker.of(registry).receive(sealed(), BODY, this::look))
        .isEqualTo(new Delivery.Rejected(Reason.ABSENT));
  }

  @Test
  void aScopeThatIsLeftOnTheThreadIsClearedAndTold() {
    ScopeTransfer left = callAsGlobex();
    left.begin();
    worker.runForPlatform("nightly report", () -> seen.add(TenantContext.scope().toString()));
    assertThat(seen).singleElement().asString().contains("nightly report");
    assertThat(leaks)
        .singleElement()
        .satisfies(
            leak -> {
              assertThat(leak.moment()).isEqualTo(ScopeLeak.Moment.BEFORE);
              assertThat(leak.owner()).isEqualTo("tenant globex");
              assertThat(leak.thread()).isEqualTo(Thread.currentThread().getName());
            });
  }

  @Test
  void aLoopThatWasStartedInsideAScopeWorksForNobodyElseAllTheSame() {
    // The commonest way: a consumer started lazily by the first request that needed it.
    TenantScopes.run(
        GLOBEX,
        () -> {
          assertThat(worker.receive(Map.of(), BODY, this::look))
              .isEqualTo(new Delivery.Rejected(Reason.ABSENT));
          seen.add("the loop after a refusal: " + Scopes.seen());
          worker.receive(sealed(), BODY, this::look);
          seen.add("the loop after work: " + Scopes.seen());
        });
    assertThat(seen)
        .containsExactly("the loop after a refusal: nobody", "acme", "the loop after work: nobody");
    assertThat(leaks).hasSize(1);
  }

  @Test
  void aScopeThatTheWorkItselfLeavesBehindIsClearedAndTold() {
    ScopeTransfer other = callAsGlobex();
    worker.run(ACME.id(), other::begin);
    assertThat(leaks)
        .singleElement()
        .satisfies(leak -> assertThat(leak.moment()).isEqualTo(ScopeLeak.Moment.AFTER));
  }

  @Test
  void cleanWorkTellsNoLeak() throws Exception {
    worker.run(ACME.id(), this::look);
    assertThat(worker.call(GLOBEX.id(), Scopes::seen)).isEqualTo("globex");
    worker.job(ACME.id(), this::look).run();
    assertThat(seen).containsExactly("acme", "acme");
    assertThat(leaks).isEmpty();
  }

  @Test
  @Tag("mistake-27")
  void aJobAsksTheRegistryAtEachRun() {
    Runnable job = worker.job(ACME.id(), this::look);
    job.run();
    registry.save(ACME.withStatus(TenantStatus.SUSPENDED));
    assertThatThrownBy(job::run)
        .isInstanceOfSatisfying(
            TenantNotAdmittedException.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(TenantStatus.SUSPENDED);
              assertThat(refused.tenant()).isEqualTo(ACME.id());
              assertThat(refused.code()).isEqualTo("LH-TEN-042");
            });
    registry.save(ACME);
    job.run();
    assertThat(seen).containsExactly("acme", "acme");
  }

  @Test
  void unknownSuspendedAndUnavailableAreThreeAnswers() {
    assertThatThrownBy(() -> worker.run(TenantId.of("initech"), this::look))
        .isInstanceOfSatisfying(
            UnknownTenantException.class,
            unknown -> assertThat(unknown.tenant()).isEqualTo(TenantId.of("initech")));
    registry.save(ACME.withStatus(TenantStatus.SUSPENDED));
    assertThatThrownBy(() -> worker.run(ACME.id(), this::look))
        .isInstanceOf(TenantNotAdmittedException.class);
    assertThat(worker.receive(sealed(), BODY, this::look))
        .isEqualTo(new Delivery.NotAdmitted(TenantStatus.SUSPENDED));
    registry.reachable(false);
    assertThatThrownBy(() -> worker.run(ACME.id(), this::look))
        .isInstanceOf(TenantRegistryUnavailableException.class);
    assertThat(worker.receive(sealed(), BODY, this::look)).isInstanceOf(Delivery.Later.class);
    assertThat(seen).isEmpty();
  }

  @Test
  void aWorkerMayBeToldToWorkForLeavingTenants() {
    registry.save(ACME.withStatus(TenantStatus.OFFBOARDING));
    TenantWorker undertaker =
        TenantWorker.builder(registry)
            .admitting(status -> status == TenantStatus.OFFBOARDING)
            .build();
    undertaker.run(ACME.id(), this::look);
    assertThat(seen).containsExactly("acme");
    assertThatThrownBy(() -> undertaker.run(GLOBEX.id(), this::look))
        .isInstanceOf(TenantNotAdmittedException.class);
  }

  @Test
  void aMessageThatIsDeliveredTwiceIsWorkedOffOnce() {
    Map<String, String> message = sealed();
    worker.receive(message, BODY, this::look);
    assertThat(worker.receive(message, BODY, this::look)).isEqualTo(new Delivery.Replayed());
    assertThat(seen).containsExactly("acme");
  }

  @Test
  void aMessageIsNotForgottenWhileANodeWithASlowerClockWouldStillTakeIt() {
    Clock ahead = Clock.offset(clock, Duration.ofSeconds(20));
    TenantWorker behind =
        TenantWorker.builder(registry)
            .receiving(opener, new InMemoryReplayWindow(100, ahead))
            .clock(clock)
            .build();
    Map<String, String> message = sealed();
    behind.receive(message, BODY, this::look);
    clock.advance(EnvelopeSealer.DEFAULT_LIFETIME.plusSeconds(25));
    assertThat(behind.receive(message, BODY, this::look)).isEqualTo(new Delivery.Replayed());
    assertThat(seen).containsExactly("acme");
  }

  @Test
  void withoutAWindowItIsWorkedOffAgain() {
    TenantWorker forgetful = TenantWorker.builder(registry).receivingReplays(opener).build();
    Map<String, String> message = sealed();
    forgetful.receive(message, BODY, this::look);
    forgetful.receive(message, BODY, this::look);
    assertThat(seen).containsExactly("acme", "acme");
  }

  @Test
  void aMessageWhoseWorkFailedMayComeAgain() {
    Map<String, String> message = sealed();
    assertThatThrownBy(
            () ->
                worker.receive(
                    message,
                    BODY,
                    () -> {
                      throw new IllegalStateException("the database is down");
                    }))
        .hasMessage("the database is down");
    assertThat(worker.receive(message, BODY, this::look)).isEqualTo(new Delivery.Done(ACME));
  }

  @Test
  void aMessageThatSomebodyIsWorkingOnWaits() {
    Map<String, String> message = sealed();
    worker.receive(
        message,
        BODY,
        () ->
            assertThat(receiveAtTheSameTime(message))
                .isEqualTo(new Delivery.Later(Duration.ofMinutes(5))));
    assertThat(seen).isEmpty();
  }

  @Test
  void aMessageWaitsWhileTheWindowCannotBeAsked() {
    TenantWorker blind =
        TenantWorker.builder(registry).receiving(opener, new BrokenWindow()).build();
    assertThat(blind.receive(sealed(), BODY, this::look)).isInstanceOf(Delivery.Later.class);
    assertThat(seen).isEmpty();
  }

  private Delivery receiveAtTheSameTime(Map<String, String> message) {
    List<Delivery> delivery = new ArrayList<>();
    Thread other =
        new Thread(() -> delivery.add(worker.receive(message, BODY, this::look)), "other");
    other.start();
    try {
      other.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return delivery.get(0);
  }

  private void look() {
    seen.add(Scopes.seen());
  }

  private Map<String, String> sealed() {
    Map<String, String> attributes = new HashMap<>();
    TenantScopes.run(ACME, () -> attributes.putAll(sealer.seal("orders", BODY)));
    return attributes;
  }

  private static ScopeTransfer callAsGlobex() {
    List<ScopeTransfer> transfer = new ArrayList<>();
    TenantScopes.run(GLOBEX, () -> transfer.add(ScopeTransfer.ofCurrent()));
    return transfer.get(0);
  }

  /** A window whose database is down. */
  private static final class BrokenWindow implements ReplayWindow {
    @Override
    public Standing enter(String id, Instant leaseUntil, Instant keepUntil) {
      throw new IllegalStateException("the database is down");
    }

    @Override
    public void done(String id) {}

    @Override
    public void undo(String id, Instant leaseUntil) {}
  }
}
