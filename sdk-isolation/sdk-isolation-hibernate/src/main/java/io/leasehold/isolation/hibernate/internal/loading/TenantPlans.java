package io.leasehold.isolation.hibernate.internal.loading;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.leasehold.isolation.hibernate.UnsafeConfigurationException;
import java.util.Map;
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
    if (kept == null) {
      return made.get();
    }
    Key key = new Key(what, whose.apply(tenant));
    Object found = kept.getIfPresent(key);
    if (found != null) {
      return type.cast(found);
    }
    T plan = made.get();
    kept.put(key, plan);
    return plan;
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
