package io.leasehold.tenancy.domain;

import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.spi.DomainStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Claims in memory, for tests and for trying out. Thread-safe. Gone with the process, and known to
 * no other node: not for production.
 */
public final class InMemoryDomainStore implements DomainStore {

  private static final int MOST = 200;

  private final Map<ClaimId, CustomDomain> claims = new LinkedHashMap<>();
  private final Map<ClaimId, List<String>> events = new LinkedHashMap<>();

  private volatile boolean reachable = true;

  /** Whether the store answers (it does at first) or throws as one that is down. */
  public void reachable(boolean answers) {
    this.reachable = answers;
  }

  @Override
  public synchronized Added add(DomainEvent.Claimed event, int max) {
    CustomDomain claim = event.domain();
    Optional<CustomDomain> own = first(live().and(like(claim)).and(of(claim.tenant())));
    if (own.isPresent()) {
      return new Added.Existing(own.get());
    }
    if (first(like(claim).and(c -> c.status().holds())).isPresent()) {
      return new Added.Held();
    }
    Optional<CustomDomain> cooling = first(coolingOff(claim, event.at()));
    if (cooling.isPresent()) {
      return new Added.CoolingOff(cooling.get().coolOffUntil().orElseThrow());
    }
    Instant yesterday = event.at().minus(Duration.ofDays(1));
    Predicate<CustomDomain> counts = live().or(c -> c.claimedAt().isAfter(yesterday));
    if (all().filter(of(claim.tenant()).and(counts)).count() >= max) {
      return new Added.Full();
    }
    keep(claim, Optional.of(event));
    return new Added.Stored(claim);
  }

  @Override
  public synchronized Changed change(
      CustomDomain from, CustomDomain to, Optional<DomainEvent> event) {
    CustomDomain current = claims().get(from.id());
    if (current == null || current.version() != from.version()) {
      return Changed.STALE;
    }
    boolean takes = to.status().holds() && !from.status().holds();
    Predicate<CustomDomain> holds = like(to).and(c -> c.status().holds());
    Instant now = event.map(DomainEvent::at).orElse(to.since());
    if (takes && first(holds.or(coolingOff(to, now))).isPresent()) {
      return Changed.HELD;
    }
    keep(to.withVersion(from.version() + 1), event);
    return Changed.DONE;
  }

  @Override
  public synchronized Optional<CustomDomain> find(ClaimId id) {
    return Optional.ofNullable(claims().get(id));
  }

  @Override
  public synchronized List<CustomDomain> ofTenant(TenantId tenant) {
    return all()
        .filter(of(tenant))
        .sorted(Comparator.comparing(CustomDomain::claimedAt).reversed())
        .limit(MOST)
        .toList();
  }

  @Override
  public synchronized List<String> history(ClaimId id) {
    claims();
    return List.copyOf(events.getOrDefault(id, List.of()));
  }

  @Override
  public synchronized Optional<CustomDomain> takeDue(Instant now, Instant again) {
    Optional<CustomDomain> due =
        all()
            .filter(live().and(c -> !c.dueAt().isAfter(now)))
            .min(Comparator.comparing(CustomDomain::dueAt))
            .map(c -> c.withDueAt(again));
    due.ifPresent(c -> claims.put(c.id(), c));
    return due;
  }

  @Override
  public synchronized Set<TenantDomain> served() {
    return all()
        .filter(c -> c.status().serves())
        .map(CustomDomain::domain)
        .collect(Collectors.toUnmodifiableSet());
  }

  private void keep(CustomDomain claim, Optional<DomainEvent> event) {
    claims.put(claim.id(), claim);
    event.ifPresent(
        e ->
            events
                .computeIfAbsent(claim.id(), id -> new ArrayList<>())
                .add((e.getClass().getSimpleName() + ' ' + e.at() + ' ' + e.detail()).strip()));
  }

  private Stream<CustomDomain> all() {
    return claims().values().stream();
  }

  private Map<ClaimId, CustomDomain> claims() {
    if (!reachable) {
      throw new TenantRegistryUnavailableException(
          new IllegalStateException("the store was told to be unreachable"));
    }
    return claims;
  }

  private Optional<CustomDomain> first(Predicate<CustomDomain> condition) {
    return all().filter(condition).findFirst();
  }

  private static Predicate<CustomDomain> live() {
    return claim -> !claim.status().ended();
  }

  private static Predicate<CustomDomain> like(CustomDomain other) {
    return claim -> claim.domain().equals(other.domain());
  }

  private static Predicate<CustomDomain> of(TenantId tenant) {
    return claim -> claim.tenant().equals(tenant);
  }

  private static Predicate<CustomDomain> coolingOff(CustomDomain wanted, Instant now) {
    return like(wanted)
        .and(of(wanted.tenant()).negate())
        .and(claim -> claim.coolOffUntil().filter(now::isBefore).isPresent());
  }
}
