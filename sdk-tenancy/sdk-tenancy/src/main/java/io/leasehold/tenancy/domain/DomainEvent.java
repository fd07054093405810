package io.leasehold.tenancy.domain;

import java.time.Instant;

/**
 * What happened to a claim. Sealed, because the life of a claim is: who handles events handles all
 * of them.
 *
 * <p>Stores keep each event together with the change that it tells of. Listeners hear of it after
 * that, once, on the node that made the change; what must not be missed is read from the store.
 */
public sealed interface DomainEvent {

  /** The claim, as it stands after the event. */
  CustomDomain domain();

  /** When it happened. */
  Instant at();

  /** Why, in words; empty where the name of the event says it all. */
  default String detail() {
    return "";
  }

  /** A tenant claims a host. */
  record Claimed(CustomDomain domain, Instant at) implements DomainEvent {}

  /** The proof was seen; the host is held for the tenant. */
  record Verified(CustomDomain domain, Instant at) implements DomainEvent {}

  /** The host is served. */
  record Activated(CustomDomain domain, Instant at) implements DomainEvent {}

  /** The proof of a served host is gone; the grace begins. */
  record ProofMissed(CustomDomain domain, Instant at) implements DomainEvent {}

  /** The proof is back within the grace. */
  record ProofReturned(CustomDomain domain, Instant at) implements DomainEvent {}

  /** The host is served no more, because its proof stayed away. */
  record Quarantined(CustomDomain domain, Instant at) implements DomainEvent {}

  /** A quarantined host is served again, because its proof came back. */
  record Restored(CustomDomain domain, Instant at) implements DomainEvent {}

  /** The host is being taken off the edge. */
  record ReleaseBegun(CustomDomain domain, Instant at, String detail) implements DomainEvent {}

  /** The host is let go; the cool-off begins. */
  record Released(CustomDomain domain, Instant at) implements DomainEvent {}

  /** An operator ended the cool-off early. */
  record CoolOffWaived(CustomDomain domain, Instant at, String detail) implements DomainEvent {}

  /** The claim ended unproven. */
  record Abandoned(CustomDomain domain, Instant at, String detail) implements DomainEvent {}
}
