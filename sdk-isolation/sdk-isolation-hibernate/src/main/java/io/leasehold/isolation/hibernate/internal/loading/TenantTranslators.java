package io.leasehold.isolation.hibernate.internal.loading;

import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.query.spi.QueryOptions;
import org.hibernate.query.spi.QueryParameterBindings;
import org.hibernate.query.sqm.SqmQuerySource;
import org.hibernate.query.sqm.internal.DomainParameterXref;
import org.hibernate.query.sqm.sql.SqmTranslator;
import org.hibernate.query.sqm.sql.StandardSqmTranslatorFactory;
import org.hibernate.query.sqm.tree.select.SqmSelectStatement;
import org.hibernate.sql.ast.spi.SqlAstCreationContext;
import org.hibernate.sql.ast.tree.select.SelectStatement;

/**
 * Translates queries, or takes what was kept for the tenant. Kept is what Hibernate itself keeps of
 * queries of a unit without filters: those written as text, with values that do not change the
 * text. Thread-safe.
 */
public final class TenantTranslators extends StandardSqmTranslatorFactory {

  /** Called by Hibernate, which is told the name of the class. */
  public TenantTranslators() {}

  @Override
  public SqmTranslator<SelectStatement> createSelectTranslator(
      SqmSelectStatement<?> query,
      QueryOptions options,
      DomainParameterXref parameters,
      QueryParameterBindings bindings,
      LoadQueryInfluencers influencers,
      SqlAstCreationContext context,
      boolean deduplicate) {
    Object tenant = TenantOnly.of(influencers);
    TenantPlans plans =
        influencers.getSessionFactory().getServiceRegistry().getService(TenantPlans.class);
    if (tenant == null
        || plans == null
        || !plans.keeps()
        || !deduplicate
        || query.getQuerySource() != SqmQuerySource.HQL
        || !isPlain(options)
        || bindings.hasAnyMultiValuedBindings()) {
      return super.createSelectTranslator(
          query, options, parameters, bindings, influencers, context, deduplicate);
    }
    return new TenantTranslator(
        query,
        options,
        parameters,
        new PassingValues(bindings),
        influencers,
        context,
        plans,
        tenant);
  }

  @SuppressWarnings("removal") // Hibernate says itself by LockOptions how it locks.
  private static boolean isPlain(QueryOptions options) {
    return options.getLockOptions().isEmpty()
        && !Boolean.FALSE.equals(options.getQueryPlanCachingEnabled())
        && !Boolean.TRUE.equals(options.isLimitInMemoryEnabled())
        // A tree may refer to the options, and these to whatever the application has in there.
        && options.getTupleTransformer() == null
        && options.getResultListTransformer() == null
        && (options.getAppliedGraph() == null || options.getAppliedGraph().getSemantic() == null);
  }
}
