package io.leasehold.tenancy.postgres;

import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.domain.ClaimId;
import io.leasehold.tenancy.domain.ClaimOutcome;
import io.leasehold.tenancy.domain.CustomDomain;
import io.leasehold.tenancy.domain.CustomDomains;
import io.leasehold.tenancy.domain.DnsAnswer;
import io.leasehold.tenancy.domain.DomainPolicy;
import io.leasehold.tenancy.domain.EdgeOrder;
import io.leasehold.tenancy.domain.EdgeState;
import io.leasehold.tenancy.spi.DomainEdge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The world around nodes that share a database: DNS, an edge, the time. */
final class DomainTown implements InstantSource, DomainEdge {

  static final TenantId ACME = TenantId.of("acme");
  static final TenantId GLOBEX = TenantId.of("globex");

  final Map<String, List<String>> zone = new ConcurrentHashMap<>();
  final Set<ClaimId> orders = ConcurrentHashMap.newKeySet();
  final List<ClaimId> requests = new CopyOnWriteArrayList<>();
  private final RegistryDatabase database;
  private volatile Instant now = Instant.now();

  DomainTown(RegistryDatabase database) {
    this.database = database;
  }

  /** One more node, with a store of its own. */
  CustomDomains node() {
    return node(this);
  }

  CustomDomains node(DomainEdge edge) {
    return CustomDomains.builder(
            new PostgresDomainStore(database.platform()),
            this::lookup,
            edge,
            DomainPolicy.of("labs.leasehold.io"))
        .clock(this)
        .build();
  }

  void live(Duration time) {
    Instant end = now.plus(time);
    CustomDomains node = node();
    while (now.isBefore(end)) {
      now = now.plus(Duration.ofHours(6));
      node.upkeep().runOnce();
    }
  }

  void later(Duration time) {
    now = now.plus(time);
  }

  CustomDomain claim(TenantId tenant, String host) {
    return ((ClaimOutcome.Claimed) node().claim(tenant, host)).claim();
  }

  void publish(CustomDomain claim) {
    zone.computeIfAbsent(name(claim), name -> new CopyOnWriteArrayList<>())
        .add(claim.challenge().record().value());
  }

  void unpublish(CustomDomain claim) {
    zone.remove(name(claim));
  }

  CustomDomain active(TenantId tenant, String host) {
    CustomDomain claim = claim(tenant, host);
    publish(claim);
    node().upkeep().runOnce();
    return now(claim);
  }

  CustomDomain now(CustomDomain claim) {
    return node().find(claim.tenant(), claim.id()).orElseThrow();
  }

  private static String name(CustomDomain claim) {
    return claim.challenge().record().name();
  }

  private DnsAnswer lookup(String name) {
    List<String> values = new ArrayList<>(zone.getOrDefault(name, List.of()));
    return values.isEmpty() ? new DnsAnswer.NoSuchName() : new DnsAnswer.Found(values);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public EdgeState describe(EdgeOrder order) {
    return orders.contains(order.claim()) ? new EdgeState.Ready(List.of()) : new EdgeState.Absent();
  }

  @Override
  public EdgeState request(EdgeOrder order) {
    requests.add(order.claim());
    orders.add(order.claim());
    return describe(order);
  }

  @Override
  public EdgeState release(EdgeOrder order) {
    orders.remove(order.claim());
    return describe(order);
  }
}
