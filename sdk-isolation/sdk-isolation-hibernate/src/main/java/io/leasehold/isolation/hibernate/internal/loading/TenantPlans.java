package io.leasehold.isolation.hibernate.internal.loading;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.leasehold.isolation.hibernate.UnsafeConfigurationException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.hibernate.service.Service;
import org.jspecify.annotations.Nullable;

/**
 * The plans of a persistence unit: how its entities are loaded by their keys, and what its queries
 * are in SQL. Hibernate has the tenant as a filter, whose value becomes part of a plan; for that
 * reason it makes them each time anew. Here they are kept for each tenant. Thread-safe.
 */
public final class TenantPlans implements Service {

  /** How many plans a unit keeps; with 0 Hibernate makes them as ever. */
  public static final String SETTING = "leasehold.isolation.plans";

  private static final long serialVersionUID = 1L;

  // As many as Hibernate keeps of queries by default.
  private static final int DEFAULT = 2_048;

  private final transient @Nullable Cache<Key, Object> kept;
  private transient volatile UnaryOperator<Object> whose = UnaryOperator.identity();

  private TenantPlans(int most) {
    kept = most > 0 ? Caffeine.newBuilder().maximumSize(most).build() : null;
  }

  private record Key(Object what, Object tenant) {}

  /**
   * As the settings of the unit say.
   *
   * @throws UnsafeConfigurationException if the number cannot be read
   */
  public static TenantPlans of(Map<String, Object> settings) {
    Object most = settings.getOrDefault(SETTING, DEFAULT);
    try {
      return new TenantPlans(Integer.parseInt(most.toString().strip()));
    } catch (NumberFormatException e) {
      throw new UnsafeConfigurationException(
          "the setting " + SETTING + " is a number of plans, 0 for none");
    }
  }

  /** Whether any are kept. */
  boolean keeps() {
    return kept != null;
  }

  /**
   * The plan that is kept, or a new one, which is kept from now on.
   *
   * @param what the plan is of, without its tenant
   */
  <T> T plan(Class<T> type, Object what, Object tenant, Supplier<T> made) {
    T found = find(type, what, tenant);
    if (found != null) {
      return found;
    }
    T plan = made.get();
    keeper(what, tenant).accept(plan);
    return plan;
  }

  /** The plan that is kept, if any. */
  <T> @Nullable T find(Class<T> type, Object what, Object tenant) {
    return kept == null ? null : type.cast(kept.getIfPresent(new Key(what, whose.apply(tenant))));
  }

  /** Takes a plan that is to be kept; knows nothing of who made it. */
  Consumer<Object> keeper(Object what, Object tenant) {
    Key key = new Key(what, whose.apply(tenant));
    Cache<Key, Object> plans = kept;
    return plans == null ? plan -> {} : plan -> plans.put(key, plan);
  }

  /** How many are kept. */
  long size() {
    if (kept == null) {
      return 0;
    }
    kept.cleanUp();
    return kept.estimatedSize();
  }

  /** For tests: what would happen if plans were kept for somebody else than the tenant. */
  void keepFor(UnaryOperator<Object> somebody) {
    whose = somebody;
  }
}
