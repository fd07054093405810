package io.leasehold.tenancy.domain;

import java.time.Instant;

/** What came of claiming a host. None of the answers names another tenant. */
public sealed interface ClaimOutcome {

  /** It is claimed; publish {@link CustomDomain#records()}. */
  record Claimed(CustomDomain claim) implements ClaimOutcome {}

  /** The tenant has a live claim to this host already. */
  record Existing(CustomDomain claim) implements ClaimOutcome {}

  /** No tenant may claim this name here. */
  record Refused(DomainRefusal reason) implements ClaimOutcome {}

  /** Another tenant holds the host. */
  record Held() implements ClaimOutcome {}

  /** Another tenant had the host; nobody else may have it before that time. */
  record CoolingOff(Instant until) implements ClaimOutcome {}

  /** The tenant has as many claims as it may. */
  record TooMany() implements ClaimOutcome {}
}
