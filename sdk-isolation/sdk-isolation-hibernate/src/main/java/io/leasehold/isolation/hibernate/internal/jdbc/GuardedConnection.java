package io.leasehold.isolation.hibernate.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Stands in front of a connection and of everything that can be reached from it, so that no
 * statement runs before {@link StatementGate#beforeStatement()} let it.
 *
 * <p>The guards are classes of this package only: they know the real objects, and whoever could
 * cast to a guard could ask it for what is underneath.
 */
public final class GuardedConnection {

  private GuardedConnection() {}

  /** The guarded connection; it owns the given one. */
  public static Connection around(Connection connection, StatementGate gate) {
    return new ConnectionGuard(connection, gate);
  }

  /** What is thrown when somebody asks for what is underneath. */
  public static SQLException unwrapRefused(Class<?> type) {
    return new SQLException(
        "LH-ISO-204: unwrap to "
            + type.getName()
            + " was refused, because what is underneath knows no tenant; use the JDBC interfaces");
  }
}
