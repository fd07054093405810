package io.leasehold.tenancy.jakarta.internal;

import io.leasehold.tenancy.TenantChange;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.spi.TenantChanges;
import io.leasehold.tenancy.spi.TenantRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests that run for tenants on this node, so that those of a tenant that is shut out can be
 * cut off. Thread-safe.
 */
public final class RunningRequests {

  private static final Logger LOG = LoggerFactory.getLogger(RunningRequests.class);

  private final Map<TenantId, Set<RunningRequest>> byTenant = new ConcurrentHashMap<>();
  private final AtomicLong changesHeard = new AtomicLong();
  private final Predicate<TenantId> admitted;
  private final Confirmation confirmation;

  private RunningRequests(Predicate<TenantId> admitted, Confirmation confirmation) {
    this.admitted = admitted;
    this.confirmation = confirmation;
  }

  /** Of a filter that hears of no changes: requests run to their end. */
  public static RunningRequests unwatched() {
    return new RunningRequests(id -> true, Confirmation.ALWAYS);
  }

  /** Cut off as the changes tell. */
  public static RunningRequests watching(TenantChanges changes, TenantRegistry registry) {
    Predicate<TenantId> admitted = id -> isAdmitted(registry, id);
    RunningRequests running =
        new RunningRequests(admitted, new Confirmation(changes::unconfirmedFor));
    // For the life of the filter, and so of the source.
    var unused = changes.subscribe(running::heard);
    return running;
  }

  /** A number to give to {@link #add}, taken before it is decided that a request may enter. */
  public long moment() {
    return changesHeard.get();
  }

  /**
   * A request was let in by a decision that was begun at the moment. If the tenant was shut out
   * since, it is cut off at once.
   */
  public void add(RunningRequest request, long moment) {
    byTenant.compute(
        request.tenant(),
        (id, all) -> {
          Set<RunningRequest> more = all == null ? ConcurrentHashMap.newKeySet() : all;
          more.add(request);
          return more;
        });
    // After it is in the register: a change that this does not see sees the request there.
    if (changesHeard.get() != moment && !admitted.test(request.tenant())) {
      request.cut();
    }
  }

  /** A request has ended. */
  public void remove(RunningRequest request) {
    byTenant.computeIfPresent(
        request.tenant(),
        (id, all) -> {
          all.remove(request);
          return all.isEmpty() ? null : all;
        });
  }

  /** How many requests run for tenants now. */
  public int count() {
    return byTenant.values().stream().mapToInt(Set::size).sum();
  }

  /** Whether what is known of the tenant still holds; asked before anything goes out to it. */
  boolean stillHolds(RunningRequest request) {
    return confirmation.holds() || admitted.test(request.tenant());
  }

  private void heard(TenantChange change) {
    changesHeard.incrementAndGet();
    List<TenantId> concerned = byTenant.keySet().stream().filter(change::concerns).toList();
    for (TenantId id : concerned) {
      if (change.shutsOut() || !admitted.test(id)) {
        cut(id);
      }
    }
  }

  private void cut(TenantId id) {
    List<RunningRequest> all = new ArrayList<>(byTenant.getOrDefault(id, Set.of()));
    if (!all.isEmpty()) {
      LOG.info("Tenant {} is shut out: {} running requests are cut off", id, all.size());
    }
    all.forEach(RunningRequest::cut);
  }

  private static boolean isAdmitted(TenantRegistry registry, TenantId id) {
    try {
      return registry.findById(id).filter(tenant -> tenant.status().admits()).isPresent();
    } catch (RuntimeException outage) {
      LOG.warn("Whether tenant {} is still admitted cannot be asked: {}", id, outage.toString());
      return false;
    }
  }
}
