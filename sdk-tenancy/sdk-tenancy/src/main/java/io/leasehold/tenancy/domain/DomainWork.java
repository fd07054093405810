package io.leasehold.tenancy.domain;

import io.leasehold.tenancy.spi.DnsLookup;
import io.leasehold.tenancy.spi.DomainEdge;
import io.leasehold.tenancy.spi.DomainStore;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one claim one step on. Order: ask the world, decide, write it down if nobody else did
 * meanwhile, tell. Asking can be repeated without harm, so a node may die anywhere in between.
 */
final class DomainWork {

  private static final Logger LOG = LoggerFactory.getLogger(DomainWork.class);

  private final DomainStore store;
  private final DnsLookup dns;
  private final DomainEdge edge;
  private final DomainLife life;
  private final DomainListeners listeners;

  DomainWork(
      DomainStore store,
      DnsLookup dns,
      DomainEdge edge,
      DomainLife life,
      DomainListeners listeners) {
    this.store = store;
    this.dns = dns;
    this.edge = edge;
    this.life = life;
    this.listeners = listeners;
  }

  /** Whether something about the claim was written down. */
  boolean advance(CustomDomain domain, Instant now) {
    if (domain.status().ended()) {
      return false;
    }
    return keep(domain, next(domain, now), now);
  }

  private Step next(CustomDomain domain, Instant now) {
    EdgeOrder order = EdgeOrder.of(domain);
    return switch (domain.status()) {
      case VERIFIED -> {
        EdgeState state = ordered(order);
        // A certificate may take days. Who serves the host then must still be who proved it.
        yield state instanceof EdgeState.Ready ready
            ? life.afterLookup(domain.wanted(ready.wanted()), lookup(domain), now)
            : life.afterEdge(domain, state, now);
      }
      case ACTIVE -> {
        Optional<EdgeState> state = edgeOf(order);
        CustomDomain noted = state.map(s -> DomainLife.noted(domain, s)).orElse(domain);
        Step step = life.afterLookup(noted, lookup(domain), now);
        yield DomainLife.told(domain, step, state, now);
      }
      case RELEASING -> life.afterRelease(domain, released(order), now);
      default -> life.afterLookup(domain, lookup(domain), now);
    };
  }

  private DnsAnswer lookup(CustomDomain domain) {
    return dns.txt(domain.challenge().record().name());
  }

  boolean keep(CustomDomain from, Step step, Instant now) {
    DomainStore.Changed changed = store.change(from, step.next(), step.event());
    switch (changed) {
      case DONE -> {
        step.event().ifPresent(listeners::tell);
        return true;
      }
      case HELD -> {
        // Proven, but too late: the claim goes on waiting, without holding anything.
        Step late = life.heldByAnother(from, now);
        return store.change(from, late.next(), late.event()) == DomainStore.Changed.DONE;
      }
      default -> {
        return false;
      }
    }
  }

  // An edge that cannot be asked must not keep a lost proof from being noticed.
  private Optional<EdgeState> edgeOf(EdgeOrder order) {
    try {
      return Optional.of(ordered(order));
    } catch (EdgeUnavailableException e) {
      LOG.warn("The edge could not be asked about claim {}", order.claim(), e);
      return Optional.empty();
    }
  }

  // Nothing there: not asked for yet, or somebody took it away at the edge.
  private EdgeState ordered(EdgeOrder order) {
    try {
      EdgeState state = edge.describe(order);
      return state instanceof EdgeState.Absent ? edge.request(order) : state;
    } catch (RuntimeException e) {
      throw new EdgeUnavailableException(e);
    }
  }

  private EdgeState released(EdgeOrder order) {
    try {
      return edge.release(order);
    } catch (RuntimeException e) {
      throw new EdgeUnavailableException(e);
    }
  }

  /** The edge could not be asked; nothing changed. */
  static final class EdgeUnavailableException extends RuntimeException {
    EdgeUnavailableException(Throwable cause) {
      super("the edge could not be asked", cause);
    }
  }
}
