package io.leasehold.tenancy.spi;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.domain.ClaimId;
import io.leasehold.tenancy.domain.CustomDomain;
import io.leasehold.tenancy.domain.DomainEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where claims are kept. Each method is one transaction. Two rules are the store's own, because
 * only it sees all nodes: at any time at most one claim holds a host, and during the cool-off of a
 * host only its last tenant claims or holds it.
 *
 * <p>Implementations are thread-safe and proven by the contract test that ships with this library.
 * Every method throws {@link io.leasehold.tenancy.TenantRegistryUnavailableException} when the
 * store cannot be asked.
 */
public interface DomainStore {

  /** What came of adding a claim. */
  sealed interface Added {
    /** It is kept. */
    record Stored(CustomDomain claim) implements Added {}

    /** The tenant has a live claim to that host; nothing was added. */
    record Existing(CustomDomain claim) implements Added {}

    /** Another tenant holds the host. */
    record Held() implements Added {}

    /** Another tenant had the host until a short time ago. */
    record CoolingOff(Instant until) implements Added {}

    /** The tenant has as many claims as it may. */
    record Full() implements Added {}
  }

  /** What came of a change. */
  enum Changed {
    /** It is kept. */
    DONE,
    /** The claim was changed by somebody else in between; nothing was kept. */
    STALE,
    /** Another tenant holds the host, or is cooling off from it; nothing was kept. */
    HELD
  }

  /**
   * Adds a claim with its event.
   *
   * @param event tells of the claim
   * @param max how many claims the tenant may have that live or were made within a day
   * @throws IllegalArgumentException if there is no such tenant
   */
  Added add(DomainEvent.Claimed event, int max);

  /**
   * Replaces a claim, with the event if there is one, if its version is still {@code from}'s.
   *
   * @param from as it was read
   * @param to as it is to be
   */
  Changed change(CustomDomain from, CustomDomain to, Optional<DomainEvent> event);

  /** The claim. */
  Optional<CustomDomain> find(ClaimId id);

  /** The claims of the tenant, also those that ended, newest first; at most 200. */
  List<CustomDomain> ofTenant(TenantId tenant);

  /** The events of a claim, as lines of name, time and detail, oldest first. */
  List<String> history(ClaimId id);

  /**
   * Takes the live claim that is due for the longest time, and makes it due again later, so that no
   * other node takes it meanwhile, and one does if this one dies.
   *
   * @param now claims due until now are due
   * @param again when it is due again
   */
  Optional<CustomDomain> takeDue(Instant now, Instant again);

  /** Every custom host that is served, on behalf of whichever tenant. */
  Set<TenantDomain> served();
}
