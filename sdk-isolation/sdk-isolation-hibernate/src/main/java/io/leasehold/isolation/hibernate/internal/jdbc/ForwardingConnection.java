package io.leasehold.isolation.hibernate.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Savepoint;
import java.sql.ShardingKey;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;

/** What a connection does that needs no guard, by the real one. What is missing here is guarded. */
interface ForwardingConnection extends Connection {

  /** The real one. */
  Connection real();

  @Override
  default void beginRequest() throws SQLException {
    real().beginRequest();
  }

  @Override
  default void clearWarnings() throws SQLException {
    real().clearWarnings();
  }

  @Override
  default void endRequest() throws SQLException {
    real().endRequest();
  }

  @Override
  default boolean getAutoCommit() throws SQLException {
    return real().getAutoCommit();
  }

  @Override
  default String getCatalog() throws SQLException {
    return real().getCatalog();
  }

  @Override
  default Properties getClientInfo() throws SQLException {
    return real().getClientInfo();
  }

  @Override
  default String getClientInfo(String label) throws SQLException {
    return real().getClientInfo(label);
  }

  @Override
  default int getHoldability() throws SQLException {
    return real().getHoldability();
  }

  @Override
  default int getNetworkTimeout() throws SQLException {
    return real().getNetworkTimeout();
  }

  @Override
  default String getSchema() throws SQLException {
    return real().getSchema();
  }

  @Override
  default int getTransactionIsolation() throws SQLException {
    return real().getTransactionIsolation();
  }

  @Override
  default SQLWarning getWarnings() throws SQLException {
    return real().getWarnings();
  }

  @Override
  default boolean isClosed() throws SQLException {
    return real().isClosed();
  }

  @Override
  default boolean isReadOnly() throws SQLException {
    return real().isReadOnly();
  }

  @Override
  default boolean isValid(int number) throws SQLException {
    return real().isValid(number);
  }

  @Override
  default String nativeSQL(String text) throws SQLException {
    return real().nativeSQL(text);
  }

  @Override
  default void releaseSavepoint(Savepoint given) throws SQLException {
    real().releaseSavepoint(given);
  }

  @Override
  default void setCatalog(String text) throws SQLException {
    real().setCatalog(text);
  }

  @Override
  default void setClientInfo(Properties given) throws SQLClientInfoException {
    real().setClientInfo(given);
  }

  @Override
  default void setClientInfo(String text, String value) throws SQLClientInfoException {
    real().setClientInfo(text, value);
  }

  @Override
  default void setHoldability(int number) throws SQLException {
    real().setHoldability(number);
  }

  @Override
  default void setNetworkTimeout(Executor given, int value) throws SQLException {
    real().setNetworkTimeout(given, value);
  }

  @Override
  default void setReadOnly(boolean wanted) throws SQLException {
    real().setReadOnly(wanted);
  }

  @Override
  default void setSchema(String text) throws SQLException {
    real().setSchema(text);
  }

  @Override
  default void setShardingKey(ShardingKey given) throws SQLException {
    real().setShardingKey(given);
  }

  @Override
  default void setShardingKey(ShardingKey given, ShardingKey value) throws SQLException {
    real().setShardingKey(given, value);
  }

  @Override
  default boolean setShardingKeyIfValid(ShardingKey given, ShardingKey value, int type)
      throws SQLException {
    return real().setShardingKeyIfValid(given, value, type);
  }

  @Override
  default boolean setShardingKeyIfValid(ShardingKey given, int value) throws SQLException {
    return real().setShardingKeyIfValid(given, value);
  }

  @Override
  default void setTransactionIsolation(int number) throws SQLException {
    real().setTransactionIsolation(number);
  }

  @Override
  default void setTypeMap(Map<String, Class<?>> types) throws SQLException {
    real().setTypeMap(types);
  }
}
