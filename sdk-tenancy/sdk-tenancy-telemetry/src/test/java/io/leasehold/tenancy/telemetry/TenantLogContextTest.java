package io.leasehold.tenancy.telemetry;

import static io.leasehold.tenancy.telemetry.Workplace.ACME;
import static io.leasehold.tenancy.telemetry.Workplace.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.spi.ScopeTransfer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class TenantLogContextTest {

  private final LogLines log = new LogLines();

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  @Tag("mistake-20")
  void aLogLineTellsTheIdInsideTheScopeAndNothingOutside() {
    log.info("before");
    TenantScopes.run(
        ACME,
        () -> {
          log.info("outer");
          TenantScopes.run(GLOBEX, () -> log.info("inner"));
          log.info("outer again");
          TenantScopes.run(new TenantScope.Platform("report"), () -> log.info("platform"));
        });
    log.info("after");
    assertThat(log.lines())
        .containsExactly(
            "[none] INFO before",
            "[t-1] INFO outer",
            "[t-2] INFO inner",
            "[t-1] INFO outer again",
            "[none] INFO platform",
            "[none] INFO after");
  }

  @Test
  @Tag("mistake-20")
  void theTenantThatARequestClaimsIsReplacedByTheOneThatWasVerified() {
    MDC.put(TenantLogContext.KEY, "globex\nERROR all data was deleted");
    TenantScopes.run(ACME, () -> log.info("order placed"));
    log.info("done");
    assertThat(log.lines()).containsExactly("[t-1] INFO order placed", "[none] INFO done");
  }

  @Test
  @Tag("mistake-15")
  void aPooledThreadKeepsNothing() {
    ScopeTransfer transfer = callInAcme();
    CompletableFuture<Void> work =
        CompletableFuture.runAsync(
            () -> {
              ScopeTransfer.Begun begun = transfer.begin();
              log.info("inside");
              begun.end();
              log.info("outside");
            });
    work.join();
    assertThat(log.lines()).containsExactly("[t-1] INFO inside", "[none] INFO outside");
  }

  private static ScopeTransfer callInAcme() {
    CompletableFuture<ScopeTransfer> transfer = new CompletableFuture<>();
    TenantScopes.run(ACME, () -> transfer.complete(ScopeTransfer.ofCurrent()));
    return transfer.join();
  }
}
