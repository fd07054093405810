package io.leasehold.isolation.hibernate;

import io.leasehold.isolation.hibernate.internal.PolicyShape;
import java.util.Objects;

/**
 * What a policy compares the tenant column with: the SQL expression that says, as a text, whose
 * rows the transaction is about, and is null when that is nobody. Immutable.
 *
 * <p>The SQL becomes part of the schema. It is the developer's; never build it from what a user
 * said.
 *
 * @param value the expression, without a sub-select, so that it may also be a column's default; it
 *     names functions of somebody's own with their schema
 * @param oncePerStatement whether PostgreSQL evaluates it once for each statement and not for each
 *     row: wanted for a function that costs something, and not needed for a variable
 */
public record TenantExpression(String value, boolean oncePerStatement) {

  /**
   * The variable that {@link TenantDataSource} sets. {@code nullif}, because a variable that was
   * set for a transaction is empty, not absent, afterwards.
   */
  public static final TenantExpression VARIABLE =
      new TenantExpression(
          "nullif(current_setting('" + TenantDataSource.VARIABLE + "', true), '')", false);

  /**
   * Validates the parts.
   *
   * @throws IllegalArgumentException if the expression is blank, or would end the statement
   */
  public TenantExpression {
    Objects.requireNonNull(value, "value");
    if (value.isBlank() || value.contains(";") || value.contains("--") || value.contains("$")) {
      throw new IllegalArgumentException(
          "an expression is one SQL expression; not '" + value + "'");
    }
  }

  /** The value of a function that is called once for each statement, as {@code guard.tenant()}. */
  public static TenantExpression function(String call) {
    return new TenantExpression(call, true);
  }

  /** As it stands in a policy. */
  public String sql() {
    return oncePerStatement ? "(select " + value + ")" : value;
  }

  /**
   * Whether PostgreSQL's text of a policy's expression is the comparison of the column with this.
   *
   * @param expression as {@code pg_get_expr} gives it while nothing but {@code pg_catalog} is in
   *     the search path
   */
  public boolean isComparedIn(String expression, String tenantColumn) {
    return PolicyShape.isSame(tenantColumn + " = " + sql(), expression);
  }
}
