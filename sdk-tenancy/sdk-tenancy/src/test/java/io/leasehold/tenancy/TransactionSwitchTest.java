package io.leasehold.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.spi.CrossTenantAudit;
import io.leasehold.tenancy.spi.ScopeTransfer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With a probe that is installed as a real one is: {@link SwitchedProbe}. */
class TransactionSwitchTest {

  private final Tenant acme = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  private final Tenant globex = Tenant.active(TenantId.of("globex"), Tier.of("basic"));

  @AfterEach
  void noTransaction() {
    SwitchedProbe.answer = () -> false;
  }

  @Test
  void theTenantDoesNotChangeInsideATransaction() {
    TenantScopes.run(
        acme,
        () -> {
          SwitchedProbe.answer = () -> true;
          assertRefused(() -> TenantScopes.run(globex, TransactionSwitchTest::neverRuns));
          assertRefused(() -> TenantScopes.call(globex, () -> 1));
          assertThat(TenantContext.require()).isEqualTo(acme);
        });
  }

  @Test
  void aTransactionThatBeganWithoutTenantStaysWithoutTenant() {
    SwitchedProbe.answer = () -> true;
    assertRefused(() -> TenantScopes.run(acme, TransactionSwitchTest::neverRuns));
    TenantScopes.run(
        new TenantScope.Platform("report"),
        () -> assertRefused(() -> TenantScopes.run(acme, TransactionSwitchTest::neverRuns)));
  }

  @Test
  void whatDoesNotChangeTheTenantIsAllowed() {
    TenantScopes.run(
        acme,
        () -> {
          SwitchedProbe.answer = () -> true;
          assertThatCode(
                  () -> {
                    TenantScopes.run(acme.withName("Acme, read again"), () -> {});
                    TenantScopes.run(new TenantScope.Platform("quota"), () -> {});
                    TenantScopes.run(new TenantScope.Public(), () -> {});
                    ScopeTransfer.ofNothing().begin().end();
                    ScopeTransfer.ofCurrent().begin().end();
                  })
              .doesNotThrowAnyException();
        });
  }

  @Test
  void theWayBackIsNeverRefused() {
    TenantScopes.run(
        acme,
        () ->
            TenantScopes.run(
                globex,
                () -> {
                  SwitchedProbe.answer = () -> true; // Left open by the work.
                }));
    assertThat(TenantContext.scope()).isEmpty();
  }

  @Test
  void noTransferAndNoCrossTenantAccessBeginsInsideATransactionOfAnother() throws Exception {
    Runnable work = TransactionSwitchTest::neverRuns;
    Runnable acmes = TenantScopes.call(acme, () -> TenantScopes.wrap(work));
    ScopeTransfer transfer = TenantScopes.call(acme, ScopeTransfer::ofCurrent);
    List<String> record = new ArrayList<>();
    CrossTenantAccess door = CrossTenantAccess.audited(new Recorded(record));
    TenantScopes.run(
        globex,
        () -> {
          SwitchedProbe.answer = () -> true;
          assertRefused(acmes::run);
          assertRefused(transfer::begin);
          assertRefused(
              () ->
                  door.run("case", "ada", Duration.ofMinutes(1), TransactionSwitchTest::neverRuns));
          assertThat(TenantContext.require()).isEqualTo(globex);
        });
    assertThat(record).as("of an access that could not be").isEmpty();
  }

  @Test
  void aProbeThatCannotTellRefuses() {
    SwitchedProbe.answer =
        () -> {
          throw new IllegalStateException("no transaction manager");
        };
    assertRefused(() -> TenantScopes.run(acme, TransactionSwitchTest::neverRuns));
  }

  @Test
  void eachTenantHasItsTurnInItsOwnScopeAndTheFailureOfOneStopsNoOther() {
    Tenant initech = Tenant.active(TenantId.of("initech"), Tier.of("basic"));
    List<Tenant> turns = new ArrayList<>();
    assertThatThrownBy(
            () ->
                TenantScopes.forEach(
                    List.of(acme, globex, initech),
                    tenant -> {
                      turns.add(TenantContext.require());
                      if (tenant.equals(globex)) {
                        throw new IllegalStateException("boom");
                      }
                    }))
        .isInstanceOfSatisfying(
            ForEachTenantException.class,
            thrown -> {
              assertThat(thrown.failures()).containsOnlyKeys(globex.id());
              assertThat(thrown.getSuppressed()).hasSize(1);
              assertThat(thrown).hasMessageContaining("globex").hasMessageNotContaining("acme");
            });
    assertThat(turns).containsExactly(acme, globex, initech);
    assertThat(TenantContext.scope()).isEmpty();
  }

  @Test
  void noTurnBeginsInsideATransactionThatWouldBeEverybodys() {
    SwitchedProbe.answer = () -> true;
    assertRefused(() -> TenantScopes.forEach(List.of(acme, globex), tenant -> neverRuns()));
    // Not even for one tenant that is in scope already: the rule does not depend on the list.
    SwitchedProbe.answer = () -> false;
    TenantScopes.run(
        acme,
        () -> {
          SwitchedProbe.answer = () -> true;
          assertRefused(() -> TenantScopes.forEach(List.of(acme), tenant -> neverRuns()));
        });
  }

  private static void neverRuns() {
    throw new AssertionError("the work ran");
  }

  private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable entry) {
    assertThatThrownBy(entry).isInstanceOf(TenantSwitchInTransactionException.class);
  }

  private record Recorded(List<String> record) implements CrossTenantAudit {
    @Override
    public void opened(CrossTenantEntry entry) {
      record.add("opened");
    }

    @Override
    public void closed(CrossTenantEntry entry, Instant at, Outcome outcome) {
      record.add("closed");
    }
  }
}
