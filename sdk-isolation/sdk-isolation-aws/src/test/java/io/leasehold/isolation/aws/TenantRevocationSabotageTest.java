package io.leasehold.isolation.aws;

import static io.leasehold.isolation.aws.Samples.ACME;
import static io.leasehold.isolation.aws.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node that does not look into the ledger of the others. */
@Timeout(60)
@Tag("attack-E13")
class TenantRevocationSabotageTest {

  @Test
  void aNodeWithoutTheLedgerGoesOnHandingOutWhatWasRevoked() {
    MovableClock clock = new MovableClock();
    try (StubSts sts = new StubSts(clock)) {
      TenantRevocation shared = TenantRevocation.local();
      TenantCredentialVendor deaf =
          Samples.vendor(sts).clock(clock).revocation(TenantRevocation.local()).build();
      TenantCredentials old = deaf.vend(ACME).toCompletableFuture().join();

      shared.revoke(ACME);
      clock.advance(Duration.ofMinutes(1));

      assertThat(deaf.vend(ACME).toCompletableFuture().join()).isSameAs(old);
    }
  }

  @Test
  void withoutASecondLookALateDocumentUndoesWhatAnotherNodePut() {
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    RevocationLedger ledger = new InMemoryRevocationLedger();
    List<String> role = new ArrayList<>();

    ledger.revoke(ACME, now);
    String late = document(ledger, now);
    ledger.revoke(GLOBEX, now);
    role.add(document(ledger, now));
    role.add(late);

    assertThat(RevocationDocumentTest.works(role.get(0), GLOBEX, now.minusSeconds(60))).isFalse();
    assertThat(RevocationDocumentTest.works(role.get(1), GLOBEX, now.minusSeconds(60))).isTrue();
  }

  private static String document(RevocationLedger ledger, Instant now) {
    return RevocationDocument.byTag("tenant", ledger.all(), now, Duration.ofHours(1))
        .json()
        .orElseThrow();
  }
}
