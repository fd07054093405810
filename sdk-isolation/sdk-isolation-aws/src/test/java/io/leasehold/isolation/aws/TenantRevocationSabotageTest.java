package io.leasehold.isolation.aws;

import static io.leasehold.isolation.aws.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
}
