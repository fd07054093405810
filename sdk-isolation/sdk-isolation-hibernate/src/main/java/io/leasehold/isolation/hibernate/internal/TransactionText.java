package io.leasehold.isolation.hibernate.internal;

import java.util.regex.Pattern;

/**
 * Recognises SQL text that may end the transaction behind the back of {@link
 * java.sql.Connection#commit()}. Too many hits cost one more set_config each; a miss shows no rows
 * until the next transaction, never another tenant's.
 */
final class TransactionText {

  private static final Pattern AT_START_OF_STATEMENT =
      Pattern.compile(
          "(?:^|[;\\n/])\\s*(?:commit|rollback|abort|end|begin|start|prepare|reset|discard)\\b",
          Pattern.CASE_INSENSITIVE);

  private TransactionText() {}

  /** Whether the call hands SQL text over that may end the transaction. */
  static boolean mayEnd(String method, Object[] arguments) {
    return arguments.length > 0
        && arguments[0] instanceof String sql
        && (method.startsWith("execute")
            || method.startsWith("prepare")
            || method.equals("addBatch"))
        && AT_START_OF_STATEMENT.matcher(sql).find();
  }
}
