package io.leasehold.isolation.aws.revocation;

import io.leasehold.isolation.IsolationException;

/**
 * The ledger of revocations cannot be read or written now. What a node knew a while ago is no
 * answer: it vends nothing once that is older than its bound. A revocation that ends with it may
 * have been written even so; to repeat it does no harm.
 */
public final class RevocationLedgerException extends IsolationException {

  RevocationLedgerException(String what, Throwable cause) {
    super("LH-ISO-126", "the ledger of revoked sessions " + what + "; retry later", cause);
  }

  RevocationLedgerException() {
    super(
        "LH-ISO-126",
        "the ledger of revoked sessions is read from a standby, which lags behind; have the data"
            + " source reach the primary server",
        null);
  }
}
