package io.leasehold.isolation.hibernate.internal.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;

/** What a result set does that needs no guard, by the real one. What is missing here is guarded. */
interface ForwardingResultSet
    extends ForwardingColumns, ForwardingUpdates, ForwardingLabelledUpdates {

  @Override
  ResultSet real();

  @Override
  default void afterLast() throws SQLException {
    real().afterLast();
  }

  @Override
  default void beforeFirst() throws SQLException {
    real().beforeFirst();
  }

  @Override
  default void cancelRowUpdates() throws SQLException {
    real().cancelRowUpdates();
  }

  @Override
  default void clearWarnings() throws SQLException {
    real().clearWarnings();
  }

  @Override
  default int findColumn(String label) throws SQLException {
    return real().findColumn(label);
  }

  @Override
  default int getConcurrency() throws SQLException {
    return real().getConcurrency();
  }

  @Override
  default String getCursorName() throws SQLException {
    return real().getCursorName();
  }

  @Override
  default int getFetchDirection() throws SQLException {
    return real().getFetchDirection();
  }

  @Override
  default int getFetchSize() throws SQLException {
    return real().getFetchSize();
  }

  @Override
  default int getHoldability() throws SQLException {
    return real().getHoldability();
  }

  @Override
  default int getRow() throws SQLException {
    return real().getRow();
  }

  @Override
  default int getType() throws SQLException {
    return real().getType();
  }

  @Override
  default SQLWarning getWarnings() throws SQLException {
    return real().getWarnings();
  }

  @Override
  default boolean isAfterLast() throws SQLException {
    return real().isAfterLast();
  }

  @Override
  default boolean isBeforeFirst() throws SQLException {
    return real().isBeforeFirst();
  }

  @Override
  default boolean isClosed() throws SQLException {
    return real().isClosed();
  }

  @Override
  default boolean isFirst() throws SQLException {
    return real().isFirst();
  }

  @Override
  default boolean isLast() throws SQLException {
    return real().isLast();
  }

  @Override
  default void moveToCurrentRow() throws SQLException {
    real().moveToCurrentRow();
  }

  @Override
  default void moveToInsertRow() throws SQLException {
    real().moveToInsertRow();
  }

  @Override
  default boolean rowDeleted() throws SQLException {
    return real().rowDeleted();
  }

  @Override
  default boolean rowInserted() throws SQLException {
    return real().rowInserted();
  }

  @Override
  default boolean rowUpdated() throws SQLException {
    return real().rowUpdated();
  }

  @Override
  default void setFetchDirection(int number) throws SQLException {
    real().setFetchDirection(number);
  }

  @Override
  default void setFetchSize(int number) throws SQLException {
    real().setFetchSize(number);
  }

  @Override
  default boolean wasNull() throws SQLException {
    return real().wasNull();
  }
}
