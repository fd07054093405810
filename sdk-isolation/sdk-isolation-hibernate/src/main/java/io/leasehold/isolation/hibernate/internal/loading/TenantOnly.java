package io.leasehold.isolation.hibernate.internal.loading;

import org.hibernate.binder.internal.TenantIdBinder;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.internal.FilterImpl;
import org.jspecify.annotations.Nullable;

/** Whether nothing but the tenant decides what Hibernate makes of a load or a query. */
final class TenantOnly {

  private TenantOnly() {}

  /**
   * The tenant, if it decides alone.
   *
   * @return the filter's own value, because that is what becomes part of a plan; null if there is
   *     none, or another filter, an entity graph, a fetch profile, or anything else that the
   *     session does otherwise than its factory
   */
  static @Nullable Object of(LoadQueryInfluencers influencers) {
    boolean only =
        influencers.getEnabledFilterNames().size() == 1
            && !influencers.hasEnabledFetchProfiles()
            && influencers.getEnabledCascadingFetchProfile() == null
            && influencers.getTemporalIdentifier() == null
            && influencers.getEffectiveEntityGraph().getSemantic() == null
            && hasDefaults(influencers);
    return only
            && influencers.getEnabledFilter(TenantIdBinder.FILTER_NAME) instanceof FilterImpl filter
        ? filter.getParameter(TenantIdBinder.PARAMETER_NAME)
        : null;
  }

  private static boolean hasDefaults(LoadQueryInfluencers influencers) {
    var defaults = influencers.getSessionFactory().getSessionFactoryOptions();
    return influencers.getBatchSize() == defaults.getDefaultBatchFetchSize()
        && influencers.getSubselectFetchEnabled() == defaults.isSubselectFetchEnabled();
  }
}
