package io.leasehold.tenancy.domain;

import java.time.Instant;

/** What came of asking for a check. */
public sealed interface CheckOutcome {

  /** It was looked at; the claim says where it stands, and what is in its way. */
  record Checked(CustomDomain claim) implements CheckOutcome {}

  /** It was looked at a moment ago; ask again then. */
  record TooSoon(Instant again) implements CheckOutcome {}

  /** The tenant has no such claim. Another tenant's claim looks the same. */
  record NoSuchClaim() implements CheckOutcome {}

  /** The edge could not be asked, so nothing changed; it is asked again by itself. */
  record Unavailable(CustomDomain claim) implements CheckOutcome {}
}
