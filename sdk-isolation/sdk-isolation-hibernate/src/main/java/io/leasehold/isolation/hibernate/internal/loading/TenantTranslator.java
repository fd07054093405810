package io.leasehold.isolation.hibernate.internal.loading;

import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.query.spi.QueryOptions;
import org.hibernate.query.sqm.internal.DomainParameterXref;
import org.hibernate.query.sqm.sql.SqmTranslation;
import org.hibernate.query.sqm.sql.internal.StandardSqmTranslator;
import org.hibernate.query.sqm.tree.select.SqmSelectStatement;
import org.hibernate.sql.ast.spi.SqlAstCreationContext;
import org.hibernate.sql.ast.tree.select.SelectStatement;

/** Translates one query once, or not at all. For one thread. */
final class TenantTranslator extends StandardSqmTranslator<SelectStatement> {

  private final KeptQuery query;
  private final QueryOptions options;
  private final PassingValues values;
  private final TenantPlans plans;
  private final Object tenant;

  TenantTranslator(
      SqmSelectStatement<?> query,
      QueryOptions options,
      DomainParameterXref parameters,
      PassingValues values,
      LoadQueryInfluencers influencers,
      SqlAstCreationContext context,
      TenantPlans plans,
      Object tenant) {
    super(query, options, parameters, values, influencers, context, true);
    this.query = KeptQuery.of(query, options, values);
    this.options = options;
    this.values = values;
    this.plans = plans;
    this.tenant = tenant;
  }

  @Override
  public SqmTranslation<SelectStatement> translate() {
    try {
      KeptTranslation found = plans.find(KeptTranslation.class, query, tenant);
      return found != null && found.select().isFor(options)
          ? found
          : KeptTranslation.of(super.translate(), plans.keeper(query, tenant));
    } finally {
      values.forget();
    }
  }
}
