package io.leasehold.isolation.hibernate.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

/**
 * Where a connection leads, and what must be said on it to reach the tenant's tables. Like the
 * connection, for one thread at a time.
 */
public interface ConnectionPlace {

  /** All tenants' tables are in one place, which the connection finds by itself. */
  ConnectionPlace ONLY =
      new ConnectionPlace() {
        @Override
        public Map<String, String> variables(Connection connection, String tenant) {
          return Map.of();
        }

        @Override
        public Set<String> names() {
          return Set.of();
        }

        @Override
        public void failed(SQLException failure) {}

        @Override
        public void transactionEnded() {}

        @Override
        public void closed() {}
      };

  /**
   * The variables of a transaction of the tenant, as those of {@link TenantSetting}; the same
   * throughout one transaction.
   *
   * @throws SQLException to refuse the statement that is about to run
   */
  Map<String, String> variables(Connection connection, String tenant) throws SQLException;

  /** The names of the variables, always. */
  Set<String> names();

  /** Something failed on the connection, perhaps because the tenant's rows are elsewhere now. */
  void failed(SQLException failure);

  /** The transaction is over; told once too often rather than not at all. */
  void transactionEnded();

  /** The connection is closed; told once too often rather than not at all. */
  void closed();
}
