package io.leasehold.tenancy.domain;

import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.spi.DomainEdge;
import io.leasehold.tenancy.spi.DomainStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Two tenants, a platform, a clock that a test turns, DNS and an edge that it writes. */
final class Town implements InstantSource {

  static final TenantId ACME = TenantId.of("acme");
  static final TenantId GLOBEX = TenantId.of("globex");
  static final String SHOP = "shop.acme.com";

  /** An edge that keeps orders by claim; a test says how far it is with new ones. */
  static final class Edge implements DomainEdge {
    final Map<ClaimId, EdgeState> orders = new ConcurrentHashMap<>();
    final List<ClaimId> requests = new CopyOnWriteArrayList<>();
    volatile EdgeState whenRequested = new EdgeState.Ready(List.of());
    volatile EdgeState whenReleased = new EdgeState.Absent();
    volatile boolean down;

    @Override
    public EdgeState describe(EdgeOrder order) {
      if (down) {
        throw new IllegalStateException("the edge is down");
      }
      return orders.getOrDefault(order.claim(), new EdgeState.Absent());
    }

    @Override
    public EdgeState request(EdgeOrder order) {
      requests.add(order.claim());
      return orders.computeIfAbsent(order.claim(), id -> whenRequested);
    }

    @Override
    public EdgeState release(EdgeOrder order) {
      describe(order);
      if (whenReleased instanceof EdgeState.Absent) {
        orders.remove(order.claim());
      }
      return whenReleased;
    }
  }

  final Map<String, DnsAnswer> zone = new ConcurrentHashMap<>();
  final Edge edge = new Edge();
  final List<DomainEvent> events = new ArrayList<>();
  final DomainStore store;
  final CustomDomains domains;
  volatile boolean dnsDown;
  int lookups;
  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

  Town() {
    this(new InMemoryDomainStore(), builder -> builder);
  }

  Town(DomainStore store, UnaryOperator<CustomDomainsBuilder> change) {
    this.store = store;
    this.domains =
        change
            .apply(
                CustomDomains.builder(
                        store, this::lookup, edge, DomainPolicy.of("labs.leasehold.io"))
                    .clock(this)
                    .listener(events::add))
            .build();
  }

  @Override
  public Instant instant() {
    return now;
  }

  void later(Duration time) {
    now = now.plus(time);
  }

  /** Time passes, and the scheduler calls upkeep every half hour. */
  void live(Duration time) {
    live(time, Duration.ofMinutes(30));
  }

  void live(Duration time, Duration every) {
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      later(every);
      domains.upkeep().runOnce();
    }
  }

  void upkeep() {
    domains.upkeep().runOnce();
  }

  CustomDomain claim(TenantId tenant, String host) {
    return ((ClaimOutcome.Claimed) domains.claim(tenant, host)).claim();
  }

  void publish(CustomDomain claim) {
    DnsRecord record = claim.challenge().record();
    List<String> values = new ArrayList<>();
    if (zone.get(record.name()) instanceof DnsAnswer.Found found) {
      values.addAll(found.values());
    }
    values.add(record.value());
    zone.put(record.name(), new DnsAnswer.Found(values));
  }

  void unpublish(CustomDomain claim) {
    zone.remove(claim.challenge().record().name());
  }

  /** A host that is served. */
  CustomDomain active(TenantId tenant, String host) {
    CustomDomain claim = claim(tenant, host);
    publish(claim);
    upkeep();
    return now(claim);
  }

  CustomDomain now(CustomDomain claim) {
    return store.find(claim.id()).orElseThrow();
  }

  DomainStatus status(CustomDomain claim) {
    return now(claim).status();
  }

  Set<io.leasehold.tenancy.TenantDomain> served() {
    return store.served();
  }

  List<String> told() {
    return events.stream().map(event -> event.getClass().getSimpleName()).toList();
  }

  private DnsAnswer lookup(String name) {
    lookups++;
    return dnsDown
        ? new DnsAnswer.Unavailable(DnsAnswer.Cause.SERVER_FAILURE)
        : zone.getOrDefault(name, new DnsAnswer.NoSuchName());
  }
}
