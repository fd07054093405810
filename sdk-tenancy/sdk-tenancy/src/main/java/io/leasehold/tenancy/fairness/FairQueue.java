package io.leasehold.tenancy.fairness;

import io.leasehold.tenancy.TenantId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * A queue that serves tenants in turn (weighted round robin): between two turns of a tenant that
 * waits, every other tenant gets at most one turn, of as many items as its weight. What one tenant
 * puts in takes room from no other. Within a tenant, first come is first served. Thread-safe.
 *
 * @param <T> what waits
 */
public final class FairQueue<T> {

  private final int capacityPerTenant;
  private final ToIntFunction<TenantId> weights;
  private final Map<TenantId, Lane<T>> lanes = new HashMap<>();
  // Those in which somebody waits, in the order of their turns.
  private final Deque<Lane<T>> turns = new ArrayDeque<>();

  /**
   * Creates the queue.
   *
   * @param capacityPerTenant how many items of one tenant may wait
   * @param weights how many items a tenant gets in one turn; less than one counts as one
   * @throws IllegalArgumentException if the capacity is not positive
   */
  public FairQueue(int capacityPerTenant, ToIntFunction<TenantId> weights) {
    if (capacityPerTenant < 1) {
      throw new IllegalArgumentException("a fair queue has room for at least one item per tenant");
    }
    this.capacityPerTenant = capacityPerTenant;
    this.weights = Objects.requireNonNull(weights, "weights");
  }

  /**
   * The items in the order in which a fair queue serves them, for queues whose items are elsewhere,
   * such as in a database.
   *
   * @param items in the order in which they came
   */
  public static <T> List<T> inTurns(
      List<T> items, Function<T, TenantId> tenants, ToIntFunction<TenantId> weights) {
    FairQueue<T> queue = new FairQueue<>(Integer.MAX_VALUE, weights);
    items.forEach(item -> queue.offer(tenants.apply(item), item));
    List<T> ordered = new ArrayList<>(items.size());
    queue.drainTo(ordered);
    return ordered;
  }

  /** Puts an item in, if the tenant has room for it. */
  public synchronized boolean offer(TenantId tenant, T item) {
    Lane<T> lane = lanes.computeIfAbsent(tenant, id -> new Lane<>(id, new ArrayDeque<>()));
    if (lane.items.size() >= capacityPerTenant) {
      return false;
    }
    if (lane.items.isEmpty()) {
      lane.turn = weight(tenant);
      turns.addLast(lane);
    }
    lane.items.addLast(Objects.requireNonNull(item, "item"));
    notifyAll();
    return true;
  }

  /** The next item, if one waits. */
  public synchronized Optional<T> poll() {
    Lane<T> lane = turns.peekFirst();
    if (lane == null) {
      return Optional.empty();
    }
    T item = lane.items.removeFirst();
    lane.turn--;
    if (lane.items.isEmpty()) {
      turns.removeFirst();
      lanes.remove(lane.tenant);
    } else if (lane.turn < 1) {
      lane.turn = weight(lane.tenant);
      turns.addLast(turns.removeFirst());
    }
    return Optional.of(item);
  }

  /**
   * The next item, for which it waits.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public synchronized T take() throws InterruptedException {
    while (turns.isEmpty()) {
      wait();
    }
    return poll().orElseThrow();
  }

  /** How many items wait. */
  public synchronized int size() {
    return lanes.values().stream().mapToInt(lane -> lane.items.size()).sum();
  }

  /** How many items of the tenant wait. */
  public synchronized int size(TenantId tenant) {
    Lane<T> lane = lanes.get(tenant);
    return lane == null ? 0 : lane.items.size();
  }

  private void drainTo(List<T> target) {
    for (Optional<T> next = poll(); next.isPresent(); next = poll()) {
      target.add(next.get());
    }
  }

  private int weight(TenantId tenant) {
    return Math.max(1, weights.applyAsInt(tenant));
  }

  /** What one tenant has waiting. */
  private static final class Lane<T> {
    private final TenantId tenant;
    private final Deque<T> items;
    private int turn;

    private Lane(TenantId tenant, Deque<T> items) {
      this.tenant = tenant;
      this.items = items;
    }
  }
}
