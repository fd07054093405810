package io.leasehold.isolation.aws.vending;

import io.leasehold.isolation.aws.fixture.MovableClock;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.fixture.StubSts;
import io.leasehold.isolation.aws.revocation.RevocationLedger;
import io.leasehold.isolation.aws.session.CredentialVendingException;
import io.leasehold.isolation.aws.session.CredentialVendingException.Reason;
import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/** A vendor with a cache and a connection of its own; it shares the ledger alone. */
public final class LedgerNode {

  public static final Duration BOUND = Duration.ofSeconds(10);

  public final ManualTime time = new ManualTime();
  public final TenantRevocation revocation;
  private final TenantCredentialVendor vendor;

  public LedgerNode(StubSts sts, MovableClock clock, RevocationLedger ledger) {
    revocation = new TenantRevocation(ledger, BOUND, clock, time, Runnable::run);
    vendor = Samples.vendor(sts).clock(clock).jitter(() -> 0.5).revocation(revocation).build();
  }

  /** The key that was vended, or the reason why none was. */
  public String vend(TenantId tenant) {
    try {
      return vendor.vend(tenant).toCompletableFuture().join().accessKeyId();
    } catch (CompletionException e) {
      Reason reason = ((CredentialVendingException) e.getCause()).reason();
      return reason.name();
    }
  }
}
