package io.leasehold.isolation.aws.vending;

import io.leasehold.tenancy.TenantId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A line in which tenants take turns, however many each has sent: deficit round robin where every
 * item costs the same. Not thread-safe.
 */
final class FairLine<T> {

  private final int most;
  private final int mostPerTenant;
  private final UnaryOperator<TenantId> place;
  // In the order of their turns; whose turn was last is last.
  private final LinkedHashMap<TenantId, Deque<T>> tenants = new LinkedHashMap<>();
  private int size;

  /**
   * Creates it.
   *
   * @param place under whose name a tenant's items wait: its own, or it would not have turns
   */
  FairLine(int most, int mostPerTenant, UnaryOperator<TenantId> place) {
    this.most = most;
    this.mostPerTenant = mostPerTenant;
    this.place = place;
  }

  /** What came of an arrival. */
  sealed interface Arrival<T> {
    /** It waits; where the line was full, the last one of the longest tenant has to go. */
    record Waits<T>(@Nullable T pushedOut) implements Arrival<T> {}

    /** Its tenant has too many in line, or nobody has more than it. */
    record TurnedAway<T>() implements Arrival<T> {}
  }

  Arrival<T> add(TenantId sender, T item) {
    TenantId tenant = place.apply(sender);
    Deque<T> own = tenants.get(tenant);
    int ownSize = own == null ? 0 : own.size();
    if (ownSize >= mostPerTenant) {
      return new Arrival.TurnedAway<>();
    }
    T pushedOut = null;
    if (size >= most) {
      Deque<T> longest =
          tenants.values().stream().reduce((a, b) -> b.size() > a.size() ? b : a).orElseThrow();
      if (longest.size() <= ownSize + 1) {
        return new Arrival.TurnedAway<>();
      }
      pushedOut = longest.removeLast();
      size--;
    }
    tenants.computeIfAbsent(tenant, first -> new ArrayDeque<>(2)).addLast(item);
    size++;
    return new Arrival.Waits<>(pushedOut);
  }

  /** The next in turn among the tenants that may go, or null. */
  @Nullable T next(Predicate<TenantId> mayGo) {
    TenantId tenant = tenants.keySet().stream().filter(mayGo).findFirst().orElse(null);
    Deque<T> own = tenant == null ? null : tenants.remove(tenant);
    if (tenant == null || own == null) {
      return null;
    }
    if (own.size() > 1) {
      tenants.put(tenant, own);
    }
    size--;
    return own.removeFirst();
  }

  /** Takes out those at the heads that have waited long enough. */
  List<T> tooLong(Predicate<T> late) {
    List<T> out = new ArrayList<>();
    Iterator<Deque<T>> queues = tenants.values().iterator();
    while (queues.hasNext()) {
      Deque<T> own = queues.next();
      while (!own.isEmpty() && late.test(own.getFirst())) {
        out.add(own.removeFirst());
        size--;
      }
      if (own.isEmpty()) {
        queues.remove();
      }
    }
    return out;
  }

  /** Takes out all. */
  List<T> drain() {
    List<T> all = tenants.values().stream().flatMap(Deque::stream).toList();
    tenants.clear();
    size = 0;
    return all;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }
}
