package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.TenantExpression;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The one comparison that a policy may be, as PostgreSQL gives it back. */
public final class PolicyShape {

  private final String tenantColumn;
  private final TenantExpression expected;

  PolicyShape(String tenantColumn, TenantExpression expected) {
    this.tenantColumn = tenantColumn;
    this.expected = expected;
  }

  /** Whether the expression lets nothing through but the rows of the tenant set. */
  boolean admits(@Nullable String expression) {
    return expression == null || expected.isComparedIn(expression, tenantColumn);
  }

  /** Whether what was written is what PostgreSQL gives back. */
  public static boolean isSame(String written, String givenBack) {
    return normal(written).equals(normal(givenBack));
  }

  /**
   * Without what PostgreSQL adds: casts to text, the name of a selected column, parentheses,
   * blanks, quotes of names.
   */
  static String normal(String expression) {
    return expression
        .toLowerCase(Locale.ROOT)
        .replaceAll("::(text|character varying)", "")
        .replaceAll("\\s+as\\s+\"?\\w+\"?\\s*\\)", ")")
        .replaceAll("[()\\s\"]", "");
  }
}
