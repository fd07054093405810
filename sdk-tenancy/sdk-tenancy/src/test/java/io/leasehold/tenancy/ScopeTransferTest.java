package io.leasehold.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.spi.ScopeTransfer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ScopeTransferTest {

  private final Tenant acme = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  private final Tenant globex = Tenant.active(TenantId.of("globex"), Tier.of("basic"));

  @Test
  void theScopeArrivesOnAnotherThreadAndLeavesItAgain() throws Exception {
    ScopeTransfer transfer = TenantScopes.call(acme, ScopeTransfer::ofCurrent);
    CompletableFuture<Tenant> inside = new CompletableFuture<>();
    CompletableFuture<Boolean> afterwards = new CompletableFuture<>();
    Thread worker =
        new Thread(
            () -> {
              ScopeTransfer.Begun begun = transfer.begin();
              inside.complete(TenantContext.require());
              begun.end();
              afterwards.complete(TenantContext.scope().isPresent());
            });
    worker.start();
    worker.join();
    assertThat(inside).isCompletedWithValue(acme);
    assertThat(afterwards).isCompletedWithValue(false);
  }

  @Test
  @Tag("mistake-15")
  void absenceIsCarriedToo() {
    ScopeTransfer nothing = ScopeTransfer.ofCurrent();
    TenantScopes.run(
        globex,
        () -> {
          ScopeTransfer.Begun begun = nothing.begin();
          assertThat(TenantContext.scope()).isEmpty();
          begun.end();
          assertThat(TenantContext.require()).isEqualTo(globex);
        });
  }

  @Test
  void aScopeEndsOnceAndOnItsOwnThread() throws InterruptedException {
    ScopeTransfer.Begun begun = ScopeTransfer.ofNothing().begin();
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Thread other =
        new Thread(
            () -> {
              try {
                begun.end();
              } catch (IllegalStateException refused) {
                failure.complete(refused);
              }
            });
    other.start();
    other.join();
    assertThat(failure).isCompleted();
    begun.end();
    assertThatThrownBy(begun::end).isInstanceOf(IllegalStateException.class);
  }
}
