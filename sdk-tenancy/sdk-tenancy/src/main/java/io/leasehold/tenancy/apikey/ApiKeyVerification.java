package io.leasehold.tenancy.apikey;

import java.time.Duration;
import java.util.Objects;

/** What came of verifying an API key. */
public sealed interface ApiKeyVerification {

  /**
   * The key is good.
   *
   * @param key whose it is
   */
  record Verified(VerifiedApiKey key) implements ApiKeyVerification {
    /** Requires the key. */
    public Verified {
      Objects.requireNonNull(key, "key");
    }
  }

  /**
   * The key is not good. The caller is not told why.
   *
   * @param reason for the log
   */
  record Rejected(Reason reason) implements ApiKeyVerification {
    /** Requires the reason. */
    public Rejected {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * The registry cannot be asked, so nothing is known of the key.
   *
   * @param retryAfter when to try again
   */
  record Unavailable(Duration retryAfter) implements ApiKeyVerification {
    /** Requires the duration. */
    public Unavailable {
      Objects.requireNonNull(retryAfter, "retryAfter");
    }
  }

  /** Why a key is not good. */
  enum Reason {
    /** It is not written like a key, or there are two of them. */
    MALFORMED,
    /** The registry has no such key. */
    UNKNOWN,
    /** It was taken back. */
    REVOKED,
    /** Its time is over. */
    EXPIRED
  }
}
