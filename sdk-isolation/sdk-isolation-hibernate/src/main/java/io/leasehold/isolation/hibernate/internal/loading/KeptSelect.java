package io.leasehold.isolation.hibernate.internal.loading;

import java.util.function.Consumer;
import org.hibernate.query.spi.QueryOptions;
import org.hibernate.sql.ast.SqlAstTranslator;
import org.hibernate.sql.ast.tree.select.SelectStatement;
import org.hibernate.sql.exec.spi.JdbcParameterBindings;
import org.hibernate.sql.exec.spi.JdbcSelect;
import org.jspecify.annotations.Nullable;

/**
 * A select that keeps what it is in SQL. A tree is rendered once and by the thread that made it:
 * only then do others get to see it. Thread-safe from then on.
 */
final class KeptSelect extends SelectStatement {

  private final Consumer<KeptSelect> keeper;

  private volatile @Nullable JdbcSelect kept;

  KeptSelect(SelectStatement made, Consumer<KeptSelect> keeper) {
    super(made, made.getQueryPart(), made.getDomainResultDescriptors());
    this.keeper = keeper;
  }

  /** Whether the SQL is that of a query with these options, as Hibernate judges it. */
  boolean isFor(QueryOptions options) {
    JdbcSelect known = kept;
    return known != null && known.isCompatibleWith(null, options);
  }

  /** The SQL; not kept if values of parameters are part of it. */
  JdbcSelect rendered(
      SqlAstTranslator<JdbcSelect> by,
      @Nullable JdbcParameterBindings bindings,
      QueryOptions options) {
    JdbcSelect known = kept;
    if (known != null) {
      return known;
    }
    JdbcSelect made = by.translate(bindings, options);
    if (!made.dependsOnParameterBindings()) {
      kept = made;
      keeper.accept(this);
    }
    return made;
  }
}
