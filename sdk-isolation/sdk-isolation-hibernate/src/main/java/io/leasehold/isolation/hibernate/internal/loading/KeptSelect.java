package io.leasehold.isolation.hibernate.internal.loading;

import java.util.function.Supplier;
import org.hibernate.query.spi.QueryOptions;
import org.hibernate.sql.ast.SqlAstTranslator;
import org.hibernate.sql.ast.tree.select.SelectStatement;
import org.hibernate.sql.exec.spi.JdbcParameterBindings;
import org.hibernate.sql.exec.spi.JdbcSelect;
import org.jspecify.annotations.Nullable;

/** A select that keeps what it is in SQL. Thread-safe. */
final class KeptSelect extends SelectStatement {

  private volatile @Nullable JdbcSelect kept;

  KeptSelect(SelectStatement made) {
    super(made, made.getQueryPart(), made.getDomainResultDescriptors());
  }

  /** The SQL; rendered anew when a limit, for instance, makes it another. */
  JdbcSelect rendered(
      Supplier<SqlAstTranslator<JdbcSelect>> by,
      @Nullable JdbcParameterBindings bindings,
      QueryOptions options) {
    JdbcSelect known = kept;
    return known != null && known.isCompatibleWith(bindings, options)
        ? known
        : renderedAnew(by.get(), bindings, options);
  }

  // One at a time: nobody says that a tree may be walked by two.
  private synchronized JdbcSelect renderedAnew(
      SqlAstTranslator<JdbcSelect> by,
      @Nullable JdbcParameterBindings bindings,
      QueryOptions options) {
    JdbcSelect made = by.translate(bindings, options);
    kept = made;
    return made;
  }
}
