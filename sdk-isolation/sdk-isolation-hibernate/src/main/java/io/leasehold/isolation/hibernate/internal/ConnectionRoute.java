package io.leasehold.isolation.hibernate.internal;

import io.leasehold.tenancy.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Chooses where a connection leads. Thread-safe. */
public interface ConnectionRoute {

  /**
   * Takes a connection.
   *
   * @param tenant the tenant in scope, null for none
   * @param shared leads to what tenants share
   * @param transactions tells whether a transaction goes on after the connection is closed
   */
  Taken take(@Nullable TenantId tenant, DataSource shared, Transactions transactions)
      throws SQLException;

  /**
   * A connection that was taken.
   *
   * @param connection the real one
   * @param place where it leads
   */
  record Taken(Connection connection, ConnectionPlace place) {}
}
