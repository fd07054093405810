package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.TenantDataSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The one comparison that a policy may be, as PostgreSQL gives it back. */
final class PolicyShape {

  private final String expected;

  PolicyShape(String tenantColumn) {
    expected = tenantColumn + "=nullifcurrent_setting'" + TenantDataSource.VARIABLE + "',true,''";
  }

  /** Whether the expression lets nothing through but the rows of the tenant set. */
  boolean admits(@Nullable String expression) {
    return expression == null || normal(expression).equals(expected);
  }

  /** Without what PostgreSQL adds: casts to text, parentheses, blanks, quotes of names. */
  private static String normal(String expression) {
    return expression
        .toLowerCase(Locale.ROOT)
        .replaceAll("::(text|character varying)", "")
        .replaceAll("[()\\s\"]", "");
  }
}
