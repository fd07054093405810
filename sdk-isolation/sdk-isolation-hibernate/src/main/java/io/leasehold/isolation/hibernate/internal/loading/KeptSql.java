package io.leasehold.isolation.hibernate.internal.loading;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.query.spi.QueryOptions;
import org.hibernate.sql.ast.SqlAstTranslator;
import org.hibernate.sql.ast.SqlAstTranslatorFactory;
import org.hibernate.sql.ast.tree.MutationStatement;
import org.hibernate.sql.ast.tree.select.SelectStatement;
import org.hibernate.sql.exec.spi.JdbcOperationQueryMutation;
import org.hibernate.sql.exec.spi.JdbcParameterBindings;
import org.hibernate.sql.exec.spi.JdbcSelect;
import org.hibernate.sql.model.ast.TableMutation;
import org.hibernate.sql.model.jdbc.JdbcMutationOperation;
import org.jspecify.annotations.Nullable;

/** Renders selects as SQL, or takes what they keep of it. Thread-safe. */
record KeptSql(SqlAstTranslatorFactory dialect) implements SqlAstTranslatorFactory {

  @Override
  public SqlAstTranslator<JdbcSelect> buildSelectTranslator(
      SessionFactoryImplementor sessions, SelectStatement select) {
    return select instanceof KeptSelect kept
        ? translator(sessions, kept)
        : dialect.buildSelectTranslator(sessions, select);
  }

  // A translator can be asked to do a hundred things; of this one only the first is wanted.
  @SuppressWarnings("unchecked")
  private SqlAstTranslator<JdbcSelect> translator(
      SessionFactoryImplementor sessions, KeptSelect select) {
    return (SqlAstTranslator<JdbcSelect>)
        Proxy.newProxyInstance(
            SqlAstTranslator.class.getClassLoader(),
            new Class<?>[] {SqlAstTranslator.class},
            (proxy, method, given) ->
                method.getName().equals("translate")
                    ? select.rendered(
                        dialect.buildSelectTranslator(sessions, select),
                        (JdbcParameterBindings) given[0],
                        (QueryOptions) given[1])
                    : call(dialect.buildSelectTranslator(sessions, select), method, given));
  }

  private static @Nullable Object call(
      SqlAstTranslator<JdbcSelect> real, Method method, Object @Nullable [] given)
      throws Throwable {
    try {
      return method.invoke(real, given);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public SqlAstTranslator<? extends JdbcOperationQueryMutation> buildMutationTranslator(
      SessionFactoryImplementor sessions, MutationStatement mutation) {
    return dialect.buildMutationTranslator(sessions, mutation);
  }

  @Override
  public <O extends JdbcMutationOperation> SqlAstTranslator<O> buildModelMutationTranslator(
      TableMutation<O> mutation, SessionFactoryImplementor sessions) {
    return dialect.buildModelMutationTranslator(mutation, sessions);
  }
}
