package io.leasehold.isolation.hibernate.internal.loading;

import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.query.spi.QueryOptions;
import org.hibernate.query.spi.QueryParameterBindings;
import org.hibernate.query.sqm.internal.DomainParameterXref;
import org.hibernate.query.sqm.sql.SqmTranslation;
import org.hibernate.query.sqm.sql.internal.StandardSqmTranslator;
import org.hibernate.query.sqm.tree.select.SqmSelectStatement;
import org.hibernate.sql.ast.spi.SqlAstCreationContext;
import org.hibernate.sql.ast.tree.select.SelectStatement;

/** Translates one query once, or not at all. For one thread. */
final class TenantTranslator extends StandardSqmTranslator<SelectStatement> {

  private final Query query;
  private final TenantPlans plans;
  private final Object tenant;

  TenantTranslator(
      SqmSelectStatement<?> query,
      QueryOptions options,
      DomainParameterXref parameters,
      QueryParameterBindings bindings,
      LoadQueryInfluencers influencers,
      SqlAstCreationContext context,
      TenantPlans plans,
      Object tenant) {
    super(query, options, parameters, bindings, influencers, context, true);
    this.query = new Query(query);
    this.plans = plans;
    this.tenant = tenant;
  }

  @Override
  public SqmTranslation<SelectStatement> translate() {
    return plans.plan(
        KeptTranslation.class, query, tenant, () -> KeptTranslation.of(super.translate()));
  }

  /**
   * A query as Hibernate parsed it. It keeps one for each text, so that the same text is the same
   * object; what is compared is the object, because trees that look alike may differ.
   */
  private record Query(SqmSelectStatement<?> parsed) {

    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean equals(Object other) {
      return other instanceof Query query && query.parsed == parsed;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(parsed);
    }
  }
}
