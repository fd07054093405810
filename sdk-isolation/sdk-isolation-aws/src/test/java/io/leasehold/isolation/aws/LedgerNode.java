package io.leasehold.isolation.aws;

import io.leasehold.isolation.aws.CredentialVendingException.Reason;
import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/** A vendor with a cache and a connection of its own; it shares the ledger alone. */
final class LedgerNode {

  static final Duration BOUND = Duration.ofSeconds(10);

  final ManualTime time = new ManualTime();
  final TenantRevocation revocation;
  private final TenantCredentialVendor vendor;

  LedgerNode(StubSts sts, MovableClock clock, RevocationLedger ledger) {
    revocation = new TenantRevocation(ledger, BOUND, clock, time, Runnable::run);
    vendor = Samples.vendor(sts).clock(clock).jitter(() -> 0.5).revocation(revocation).build();
  }

  /** The key that was vended, or the reason why none was. */
  String vend(TenantId tenant) {
    try {
      return vendor.vend(tenant).toCompletableFuture().join().accessKeyId();
    } catch (CompletionException e) {
      Reason reason = ((CredentialVendingException) e.getCause()).reason();
      return reason.name();
    }
  }
}
