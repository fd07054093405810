package io.leasehold.tenancy.domain;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.spi.DnsLookup;
import io.leasehold.tenancy.spi.DomainEdge;
import io.leasehold.tenancy.spi.DomainStore;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The custom hosts of tenants: what their administrators do with them. Thread-safe; nodes may share
 * one store.
 *
 * <p>A claim holds nothing until its proof was seen, so claiming somebody else's host keeps nobody
 * from it; of several tenants that claim one host, the first to prove it gets it. Every method
 * takes the tenant, and a claim of another tenant is "no such claim".
 *
 * <p>All methods throw {@link io.leasehold.tenancy.TenantRegistryUnavailableException} when the
 * store cannot be asked.
 */
public final class CustomDomains {

  private static final int ATTEMPTS = 5;

  private final DomainStore store;
  private final DomainPolicy policy;
  private final DomainLife life;
  private final DomainWork work;
  private final DomainListeners listeners;
  private final InstantSource clock;
  private final Supplier<String> tokens;

  CustomDomains(CustomDomainsBuilder parts) {
    this.store = parts.store;
    this.policy = parts.policy;
    this.life = new DomainLife(parts.settings, parts.reader);
    this.listeners = new DomainListeners(parts.listeners);
    this.work = new DomainWork(store, parts.dns, parts.edge, life, listeners);
    this.clock = parts.clock;
    this.tokens = parts.tokens;
  }

  /** What is needed; the rest has defaults. */
  public static CustomDomainsBuilder builder(
      DomainStore store, DnsLookup dns, DomainEdge edge, DomainPolicy policy) {
    return new CustomDomainsBuilder(store, dns, edge, policy);
  }

  /**
   * Claims a host for the tenant.
   *
   * @param typed what its administrator entered
   * @throws IllegalArgumentException if there is no such tenant
   */
  public ClaimOutcome claim(TenantId tenant, String typed) {
    DomainPolicy.Verdict verdict = policy.judge(typed);
    if (verdict instanceof DomainPolicy.Verdict.Refused refused) {
      return new ClaimOutcome.Refused(refused.reason());
    }
    TenantDomain domain = ((DomainPolicy.Verdict.Acceptable) verdict).domain();
    Instant now = now();
    CustomDomain claim = CustomDomain.claimed(tenant, domain, tokens.get(), now);
    DomainEvent.Claimed event = new DomainEvent.Claimed(claim, now);
    DomainStore.Added added = store.add(event, life.settings().maxClaims());
    if (added instanceof DomainStore.Added.Stored) {
      listeners.tell(event);
      return new ClaimOutcome.Claimed(claim);
    }
    if (added instanceof DomainStore.Added.Existing existing) {
      return new ClaimOutcome.Existing(existing.claim());
    }
    if (added instanceof DomainStore.Added.CoolingOff coolingOff) {
      return new ClaimOutcome.CoolingOff(coolingOff.until());
    }
    return added instanceof DomainStore.Added.Full
        ? new ClaimOutcome.TooMany()
        : new ClaimOutcome.Held();
  }

  /** Looks at a claim now, instead of when it is due; its administrator may press a button. */
  public CheckOutcome check(TenantId tenant, ClaimId id) {
    Optional<CustomDomain> found = find(tenant, id);
    if (found.isEmpty()) {
      return new CheckOutcome.NoSuchClaim();
    }
    Instant now = now();
    Optional<Instant> again =
        found.get().proof().checkedAt().map(at -> at.plus(life.settings().checkInterval()));
    // What was just proven goes on at once; the limit is for looking again.
    if (found.get().status() != DomainStatus.VERIFIED && again.filter(now::isBefore).isPresent()) {
      return new CheckOutcome.TooSoon(again.get());
    }
    try {
      work.advance(found.get(), now);
    } catch (DomainWork.EdgeUnavailableException e) {
      return new CheckOutcome.Unavailable(found.get());
    }
    return find(tenant, id)
        .<CheckOutcome>map(CheckOutcome.Checked::new)
        .orElseGet(CheckOutcome.NoSuchClaim::new);
  }

  /**
   * Ends a claim of the tenant. A served host is not served any more when this returns; it is let
   * go when the edge has taken it away.
   *
   * @return the claim as it stands; empty if the tenant has no such claim
   */
  public Optional<CustomDomain> release(TenantId tenant, ClaimId id, String why) {
    String reason = PlainText.of(why);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<CustomDomain> found = find(tenant, id);
      if (found.isEmpty() || !canBeReleased(found.get().status())) {
        return found;
      }
      Instant now = now();
      if (work.keep(found.get(), life.release(found.get(), reason, now), now)) {
        return find(tenant, id);
      }
    }
    throw new IllegalStateException("claim " + id + " changes all the time; try again");
  }

  /** Ends every claim of the tenant, for instance because it leaves. */
  public void releaseAll(TenantId tenant, String why) {
    for (CustomDomain claim : store.ofTenant(tenant)) {
      release(tenant, claim.id(), why);
    }
  }

  /** The claim, if it is the tenant's. */
  public Optional<CustomDomain> find(TenantId tenant, ClaimId id) {
    return store.find(id).filter(claim -> claim.tenant().equals(tenant));
  }

  /** The claims of the tenant, also those that ended, newest first; at most 200. */
  public List<CustomDomain> ofTenant(TenantId tenant) {
    return store.ofTenant(tenant);
  }

  /**
   * An operator lets others claim a released host before its cool-off is over, for instance because
   * a company moves from one tenant to another. The proof is still needed.
   *
   * @param why kept in the history of the claim, with whatever names the operator
   * @return whether there was a cool-off to end
   */
  public boolean waiveCoolOff(ClaimId id, String why) {
    Instant now = now();
    Optional<CustomDomain> cooling =
        store.find(id).filter(claim -> claim.coolOffUntil().filter(now::isBefore).isPresent());
    return cooling.isPresent()
        && work.keep(
            cooling.get(),
            Step.telling(
                new DomainEvent.CoolOffWaived(
                    cooling.get().coolingOffUntil(now), now, PlainText.of(why))),
            now);
  }

  /** The method that a scheduler calls on every node. */
  public DomainUpkeep upkeep() {
    return new DomainUpkeep(store, work, life.settings(), clock);
  }

  // Microseconds: what a database keeps.
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static boolean canBeReleased(DomainStatus status) {
    return status == DomainStatus.CLAIMED || status.next().contains(DomainStatus.RELEASING);
  }
}
