package io.leasehold.isolation.hibernate.internal.loading;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hibernate.metamodel.mapping.MappingModelExpressible;
import org.hibernate.query.sqm.sql.SqmTranslation;
import org.hibernate.query.sqm.tree.expression.SqmParameter;
import org.hibernate.sql.ast.spi.FromClauseAccess;
import org.hibernate.sql.ast.spi.SqlExpressionResolver;
import org.hibernate.sql.ast.tree.expression.JdbcParameter;
import org.hibernate.sql.ast.tree.select.SelectStatement;

/**
 * What a query came to, without the translator that made it, which knows the values of the query's
 * parameters.
 */
record KeptTranslation(
    KeptSelect select,
    Map<SqmParameter<?>, List<List<JdbcParameter>>> parameters,
    Map<SqmParameter<?>, MappingModelExpressible<?>> types)
    implements SqmTranslation<SelectStatement> {

  /** The translation, which the keeper gets as soon as it is rendered. */
  static KeptTranslation of(SqmTranslation<SelectStatement> made, Consumer<Object> keeper) {
    var parameters = made.getJdbcParamsBySqmParam();
    var types = made.getSqmParameterMappingModelTypeResolutions();
    Consumer<KeptSelect> rendered =
        select -> keeper.accept(new KeptTranslation(select, parameters, types));
    return new KeptTranslation(new KeptSelect(made.getSqlAst(), rendered), parameters, types);
  }

  @Override
  public SelectStatement getSqlAst() {
    return select;
  }

  @Override
  public Map<SqmParameter<?>, List<List<JdbcParameter>>> getJdbcParamsBySqmParam() {
    return parameters;
  }

  @Override
  public Map<SqmParameter<?>, MappingModelExpressible<?>>
      getSqmParameterMappingModelTypeResolutions() {
    return types;
  }

  @Override
  public SqlExpressionResolver getSqlExpressionResolver() {
    throw new UnsupportedOperationException("the translation is over");
  }

  @Override
  public FromClauseAccess getFromClauseAccess() {
    throw new UnsupportedOperationException("the translation is over");
  }
}
