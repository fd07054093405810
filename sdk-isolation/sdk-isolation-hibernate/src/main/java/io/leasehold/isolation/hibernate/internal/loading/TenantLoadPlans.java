package io.leasehold.isolation.hibernate.internal.loading;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.leasehold.isolation.hibernate.UnsafeConfigurationException;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.hibernate.LockMode;
import org.hibernate.LockOptions;
import org.hibernate.binder.internal.TenantIdBinder;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.internal.FilterImpl;
import org.hibernate.loader.ast.internal.LoaderSelectBuilder;
import org.hibernate.loader.ast.internal.SingleIdLoadPlan;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.service.Service;
import org.hibernate.sql.ast.spi.SqlAliasBaseManager;
import org.hibernate.sql.exec.spi.JdbcParametersList;
import org.jspecify.annotations.Nullable;

/**
 * The plans by which the entities of a persistence unit are loaded by their keys, one for each
 * entity, tenant and way to lock. Hibernate has the tenant as a filter, whose value becomes part of
 * the plan, and so makes two plans each time it loads something.
 *
 * <p>Kept is only what depends on nothing but the tenant: no other filter, entity graph, fetch
 * profile, or time-out of a lock. Thread-safe.
 */
@SuppressWarnings("removal") // Hibernate says itself by LockOptions how it loads.
public final class TenantLoadPlans implements Service {

  /** How many plans a unit keeps; with 0 Hibernate makes them as ever. */
  public static final String SETTING = "leasehold.isolation.load_plans";

  private static final long serialVersionUID = 1L;

  // As many as Hibernate keeps of queries by default.
  private static final int DEFAULT = 2_048;

  private final boolean keeping;
  private final transient @Nullable Cache<Key, SingleIdLoadPlan<Object>> kept;
  private transient UnaryOperator<Object> whose = UnaryOperator.identity();

  private TenantLoadPlans(int most) {
    keeping = most > 0;
    kept = keeping ? Caffeine.newBuilder().maximumSize(most).build() : null;
  }

  private record Key(String entity, Object tenant, LockMode lock) {}

  /**
   * As the settings of the unit say.
   *
   * @throws UnsafeConfigurationException if the number cannot be read
   */
  public static TenantLoadPlans of(Map<String, Object> settings) {
    Object most = settings.getOrDefault(SETTING, DEFAULT);
    try {
      return new TenantLoadPlans(Integer.parseInt(most.toString().strip()));
    } catch (NumberFormatException e) {
      throw new UnsafeConfigurationException(
          "the setting " + SETTING + " is a number of plans, 0 for none");
    }
  }

  /** Whether nothing but the tenant decides how something is loaded now. */
  boolean keeps(LockOptions lock, LoadQueryInfluencers influencers) {
    return keeping && tenant(lock, influencers) != null;
  }

  /** The plan for the tenant of the session that these are of, a kept one if there may be one. */
  SingleIdLoadPlan<Object> plan(
      EntityMappingType entity, LockOptions lock, LoadQueryInfluencers influencers) {
    Object tenant = tenant(lock, influencers);
    if (kept == null || tenant == null) {
      return make(entity, lock, influencers);
    }
    Key key = new Key(entity.getEntityName(), whose.apply(tenant), lock.getLockMode());
    SingleIdLoadPlan<Object> found = kept.getIfPresent(key);
    if (found == null) {
      found = make(entity, lock, influencers);
      kept.put(key, found);
    }
    return found;
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
  void keepFor(UnaryOperator<Object> whose) {
    this.whose = whose;
  }

  // The filter's own value, because that is what becomes part of the plan.
  private static @Nullable Object tenant(LockOptions lock, LoadQueryInfluencers influencers) {
    boolean tenantOnly =
        influencers.getEnabledFilterNames().size() == 1
            && !influencers.hasEnabledFetchProfiles()
            && influencers.getEnabledCascadingFetchProfile() == null
            && influencers.getTemporalIdentifier() == null
            && influencers.getEffectiveEntityGraph().getSemantic() == null
            && hasDefaults(influencers)
            && !(lock.getLockMode().isPessimistic() && lock.hasNonDefaultOptions());
    return tenantOnly
            && influencers.getEnabledFilter(TenantIdBinder.FILTER_NAME) instanceof FilterImpl filter
        ? filter.getParameter(TenantIdBinder.PARAMETER_NAME)
        : null;
  }

  private static boolean hasDefaults(LoadQueryInfluencers influencers) {
    var defaults = influencers.getSessionFactory().getSessionFactoryOptions();
    return influencers.getBatchSize() == defaults.getDefaultBatchFetchSize()
        && influencers.getSubselectFetchEnabled() == defaults.isSubselectFetchEnabled();
  }

  private static SingleIdLoadPlan<Object> make(
      EntityMappingType entity, LockOptions lock, LoadQueryInfluencers influencers) {
    JdbcParametersList.Builder parameters = JdbcParametersList.newBuilder();
    var select =
        LoaderSelectBuilder.createSelect(
            entity,
            null,
            entity.getIdentifierMapping(),
            null,
            1,
            influencers,
            lock,
            parameters::add,
            new SqlAliasBaseManager(),
            influencers.getSessionFactory());
    return new SingleIdLoadPlan<>(
        entity,
        entity.getIdentifierMapping(),
        select,
        parameters.build(),
        lock,
        influencers.getSessionFactory());
  }
}
