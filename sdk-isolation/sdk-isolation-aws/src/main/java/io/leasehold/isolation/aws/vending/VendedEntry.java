package io.leasehold.isolation.aws.vending;

import io.leasehold.isolation.aws.session.CredentialVendingException;
import io.leasehold.isolation.aws.session.CredentialVendingException.Reason;
import io.leasehold.tenancy.TenantId;
import org.jspecify.annotations.Nullable;

/** What is remembered under one {@link VendingKey}. Immutable; instants are epoch milliseconds. */
sealed interface VendedEntry {

  // Measured with key, tenant id and the nodes of the cache; VendingMemoryTest holds it to that.
  int OVERHEAD = 400;

  /** Its size in memory, roughly. */
  int weight();

  /**
   * Credentials in hand.
   *
   * @param refreshAt from when a use fetches new ones ahead
   * @param usableUntil the hard stop, some time before AWS's own
   * @param trouble why the last attempt to refresh them failed, if it did
   */
  record Held(
      TenantCredentials credentials, long refreshAt, long usableUntil, @Nullable Refused trouble)
      implements VendedEntry {

    boolean usable(long now) {
      return now < usableUntil;
    }

    /** Whether AWS takes them that much longer, by the hard stop. */
    boolean lasts(long now, long minRemaining) {
      return minRemaining == 0
          || now + minRemaining <= usableUntil + TenantSessions.HARD_STOP.toMillis();
    }

    boolean due(long now) {
      return now >= refreshAt;
    }

    @Override
    public int weight() {
      return OVERHEAD + credentials.length();
    }
  }

  /**
   * A failure that would only be repeated. Kept as words: an exception would hold on to the answer
   * of STS, and to the stack of one caller.
   *
   * @param attempts how often in a row
   * @param until when to ask STS again
   */
  record Refused(Reason reason, String detail, int attempts, long until) implements VendedEntry {

    boolean stands(long now) {
      return now < until;
    }

    CredentialVendingException failure(TenantId tenant) {
      return new CredentialVendingException(reason, tenant, detail, null);
    }

    @Override
    public int weight() {
      return OVERHEAD + detail.length();
    }
  }
}
