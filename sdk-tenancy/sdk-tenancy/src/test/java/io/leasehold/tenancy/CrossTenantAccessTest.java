package io.leasehold.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.spi.CrossTenantAudit;
import io.leasehold.tenancy.spi.ScopeTransfer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("mistake-28")
class CrossTenantAccessTest {

  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private final Tenant acme = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  private final List<String> record = new ArrayList<>();
  private final MovableClock clock = new MovableClock();
  private final CrossTenantAccess door =
      CrossTenantAccess.audited(new ListAudit(record)).withClock(clock);

  @Test
  void theReasonIsOnRecordBeforeTheWorkBegins() {
    door.run("case 4711", "ada", TEN_MINUTES, () -> record.add("work"));
    assertThat(record).containsExactly("opened case 4711 by ada", "work", "closed DONE");
  }

  @Test
  void insideNothingThatNeedsATenantWorks() {
    TenantScopes.run(
        acme,
        () ->
            door.run(
                "case 4711",
                "ada",
                TEN_MINUTES,
                () -> {
                  assertThat(TenantContext.current()).isEmpty();
                  assertThatThrownBy(TenantContext::require)
                      .isInstanceOf(TenantRequiredException.class);
                  assertThat(TenantContext.requireCrossTenant().entry().by()).isEqualTo("ada");
                }));
    assertThatThrownBy(TenantContext::requireCrossTenant)
        .isInstanceOf(CrossTenantRequiredException.class);
  }

  @Test
  void withoutTheRecordNobodyEnters() {
    CrossTenantAccess unrecorded =
        CrossTenantAccess.audited(
            new ListAudit(record) {
              @Override
              public void opened(CrossTenantEntry entry) {
                throw new IllegalStateException("disk full");
              }
            });
    assertThatThrownBy(
            () -> unrecorded.run("case 4711", "ada", TEN_MINUTES, () -> record.add("work")))
        .isInstanceOf(CrossTenantRefusedException.class)
        .hasRootCauseMessage("disk full");
    assertThat(record).isEmpty();
    assertThat(TenantContext.scope()).isEmpty();
  }

  @Test
  void anEndThatCannotBeRecordedIsTold() {
    CrossTenantAccess halfRecorded =
        CrossTenantAccess.audited(
            new ListAudit(record) {
              @Override
              public void closed(CrossTenantEntry entry, Instant at, Outcome outcome) {
                throw new IllegalStateException("disk full");
              }
            });
    assertThatThrownBy(() -> halfRecorded.run("case", "ada", TEN_MINUTES, () -> {}))
        .isInstanceOf(CrossTenantRefusedException.class);
    assertThatThrownBy(
            () ->
                halfRecorded.call(
                    "case",
                    "ada",
                    TEN_MINUTES,
                    () -> {
                      throw new IOException("boom");
                    }))
        .isInstanceOf(IOException.class)
        .satisfies(
            thrown ->
                assertThat(thrown.getSuppressed())
                    .hasAtLeastOneElementOfType(CrossTenantRefusedException.class));
  }

  @Test
  void workThatThrowsIsOnRecordAsFailed() {
    assertThatThrownBy(
            () ->
                door.run(
                    "case",
                    "ada",
                    TEN_MINUTES,
                    () -> {
                      throw new IllegalStateException("boom");
                    }))
        .hasMessage("boom");
    assertThat(record).containsExactly("opened case by ada", "closed FAILED");
    assertThat(TenantContext.scope()).isEmpty();
  }

  @Test
  void theAccessEndsAtItsTimeEvenIfTheWorkGoesOn() {
    door.run(
        "case",
        "ada",
        TEN_MINUTES,
        () -> {
          clock.now = clock.now.plus(TEN_MINUTES).minusMillis(1);
          TenantContext.requireCrossTenant();
          clock.now = clock.now.plusMillis(1);
          assertThatThrownBy(TenantContext::requireCrossTenant)
              .isInstanceOf(CrossTenantEndedException.class);
        });
  }

  @Test
  void anAccessThatWasKeptOpensNothingAfterItsWork() {
    AtomicReference<TenantScope> kept = new AtomicReference<>();
    AtomicReference<Runnable> wrapped = new AtomicReference<>();
    AtomicReference<ScopeTransfer> transfer = new AtomicReference<>();
    door.run(
        "case",
        "ada",
        TEN_MINUTES,
        () -> {
          kept.set(TenantContext.scope().orElseThrow());
          Runnable late = () -> record.add("late work");
          wrapped.set(TenantScopes.wrap(late));
          transfer.set(ScopeTransfer.ofCurrent());
        });
    assertThatThrownBy(() -> TenantScopes.run(kept.get(), () -> record.add("late work")))
        .isInstanceOf(CrossTenantEndedException.class);
    assertThatThrownBy(() -> wrapped.get().run()).isInstanceOf(CrossTenantEndedException.class);
    assertThatThrownBy(() -> transfer.get().begin()).isInstanceOf(CrossTenantEndedException.class);
    assertThat(record).doesNotContain("late work");
    assertThat(TenantContext.scope()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two\nlines", "nul\0"})
  void aReasonThatSaysNothingOrForgesALineOfTheLogIsRefused(String text) {
    assertThatThrownBy(() -> door.run(text, "ada", TEN_MINUTES, () -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> door.run("case", text, TEN_MINUTES, () -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(record).isEmpty();
  }

  @Test
  void anAccessWithoutEndIsRefused() {
    for (Duration length : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofMinutes(61))) {
      assertThatThrownBy(() -> door.run("case", "ada", length, () -> {}))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(
            () -> door.withMaximum(Duration.ofMinutes(5)).run("case", "ada", TEN_MINUTES, () -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(record).isEmpty();
  }

  @Test
  void nobodyElseMakesSuchAScope() {
    assertThat(TenantScope.CrossTenant.class.getConstructors()).isEmpty();
  }

  private static class ListAudit implements CrossTenantAudit {

    private final List<String> record;

    ListAudit(List<String> record) {
      this.record = record;
    }

    @Override
    public void opened(CrossTenantEntry entry) {
      record.add("opened " + entry.reason() + " by " + entry.by());
    }

    @Override
    public void closed(CrossTenantEntry entry, Instant at, Outcome outcome) {
      record.add("closed " + outcome);
    }
  }

  private static final class MovableClock extends Clock {

    private Instant now = Instant.parse("2026-01-01T12:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
