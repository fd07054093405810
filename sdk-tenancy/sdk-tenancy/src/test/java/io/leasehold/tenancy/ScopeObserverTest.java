package io.leasehold.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.spi.ScopeTransfer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeObserverTest {

  private final Tenant acme = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  private final Tenant globex = Tenant.active(TenantId.of("globex"), Tier.of("basic"));

  @Test
  void anObserverIsToldOfEveryMoveAfterItHappened() {
    List<String> moves =
        RecordingObserver.movesOf(
            () ->
                TenantScopes.run(
                    acme,
                    () -> {
                      TenantScopes.run(globex, () -> {});
                      TenantScopes.run(new TenantScope.Public(), () -> {});
                    }));
    assertThat(moves)
        .containsExactly(
            "none > acme (acme)",
            "acme > globex (globex)",
            "globex > acme (acme)",
            "acme > Public (Public)",
            "Public > acme (acme)",
            "acme > none (none)");
  }

  @Test
  void aTransferIsAMoveToo() {
    List<String> moves =
        RecordingObserver.movesOf(
            () ->
                TenantScopes.run(
                    acme,
                    () -> {
                      ScopeTransfer.Begun begun = ScopeTransfer.ofNothing().begin();
                      begun.end();
                    }));
    assertThat(moves)
        .containsExactly(
            "none > acme (acme)", "acme > none (none)", "none > acme (acme)", "acme > none (none)");
  }

  @Test
  void theOuterScopeIsReportedAfterAnException() {
    List<String> moves =
        RecordingObserver.movesOf(
            () ->
                assertThatThrownBy(
                        () ->
                            TenantScopes.run(
                                acme,
                                () -> {
                                  throw new IllegalStateException("boom");
                                }))
                    .hasMessage("boom"));
    assertThat(moves).containsExactly("none > acme (acme)", "acme > none (none)");
  }

  @Test
  void anObserverThatFailsOrCannotBeLoadedChangesNothingForTheWork() {
    Tenant unlucky = Tenant.active(FailingObserver.UNLUCKY, Tier.of("basic"));
    List<String> moves =
        RecordingObserver.movesOf(
            () ->
                TenantScopes.run(
                    unlucky, () -> assertThat(TenantContext.require()).isEqualTo(unlucky)));
    assertThat(moves).hasSize(2);
    assertThat(TenantContext.scope()).isEmpty();
  }
}
