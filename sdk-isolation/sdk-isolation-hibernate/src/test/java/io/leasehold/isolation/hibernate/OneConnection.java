package io.leasehold.isolation.hibernate;

import java.sql.Connection;
import org.postgresql.ds.PGSimpleDataSource;

/** Hands out one connection, as it is. */
final class OneConnection extends PGSimpleDataSource {

  private static final long serialVersionUID = 1L;

  private final transient Connection connection;

  OneConnection(Connection connection) {
    this.connection = connection;
  }

  @Override
  public Connection getConnection() {
    return connection;
  }
}
