package io.leasehold.isolation.hibernate.internal.jdbc;

import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;

/** What a statement does that needs no guard, by the real one. What is missing here is guarded. */
interface ForwardingStatement extends Statement {

  /** The real one. */
  Statement real() throws SQLException;

  /** The one that ran last, or is about to. */
  Statement answering() throws SQLException;

  /** The one that is to run next, and knows how. */
  default Statement running() throws SQLException {
    return real();
  }

  @Override
  default void cancel() throws SQLException {
    answering().cancel();
  }

  @Override
  default void clearWarnings() throws SQLException {
    answering().clearWarnings();
  }

  @Override
  default int getFetchDirection() throws SQLException {
    return running().getFetchDirection();
  }

  @Override
  default int getFetchSize() throws SQLException {
    return running().getFetchSize();
  }

  @Override
  default long getLargeMaxRows() throws SQLException {
    return running().getLargeMaxRows();
  }

  @Override
  default long getLargeUpdateCount() throws SQLException {
    return answering().getLargeUpdateCount();
  }

  @Override
  default int getMaxFieldSize() throws SQLException {
    return running().getMaxFieldSize();
  }

  @Override
  default int getMaxRows() throws SQLException {
    return running().getMaxRows();
  }

  @Override
  default boolean getMoreResults() throws SQLException {
    return answering().getMoreResults();
  }

  @Override
  default boolean getMoreResults(int column) throws SQLException {
    return answering().getMoreResults(column);
  }

  @Override
  default int getQueryTimeout() throws SQLException {
    return running().getQueryTimeout();
  }

  @Override
  default int getResultSetConcurrency() throws SQLException {
    return answering().getResultSetConcurrency();
  }

  @Override
  default int getResultSetHoldability() throws SQLException {
    return answering().getResultSetHoldability();
  }

  @Override
  default int getResultSetType() throws SQLException {
    return answering().getResultSetType();
  }

  @Override
  default int getUpdateCount() throws SQLException {
    return answering().getUpdateCount();
  }

  @Override
  default SQLWarning getWarnings() throws SQLException {
    return answering().getWarnings();
  }

  @Override
  default boolean isCloseOnCompletion() throws SQLException {
    return running().isCloseOnCompletion();
  }

  @Override
  default boolean isClosed() throws SQLException {
    return answering().isClosed();
  }

  @Override
  default boolean isPoolable() throws SQLException {
    return running().isPoolable();
  }

  @Override
  default void clearBatch() throws SQLException {
    real().clearBatch();
  }

  @Override
  default void closeOnCompletion() throws SQLException {
    real().closeOnCompletion();
  }

  @Override
  default String enquoteIdentifier(String text, boolean value) throws SQLException {
    return real().enquoteIdentifier(text, value);
  }

  @Override
  default String enquoteLiteral(String text) throws SQLException {
    return real().enquoteLiteral(text);
  }

  @Override
  default String enquoteNCharLiteral(String text) throws SQLException {
    return real().enquoteNCharLiteral(text);
  }

  @Override
  default boolean isSimpleIdentifier(String text) throws SQLException {
    return real().isSimpleIdentifier(text);
  }

  @Override
  default void setCursorName(String text) throws SQLException {
    real().setCursorName(text);
  }

  @Override
  default void setEscapeProcessing(boolean wanted) throws SQLException {
    real().setEscapeProcessing(wanted);
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
  default void setLargeMaxRows(long wanted) throws SQLException {
    real().setLargeMaxRows(wanted);
  }

  @Override
  default void setMaxFieldSize(int number) throws SQLException {
    real().setMaxFieldSize(number);
  }

  @Override
  default void setMaxRows(int number) throws SQLException {
    real().setMaxRows(number);
  }

  @Override
  default void setPoolable(boolean wanted) throws SQLException {
    real().setPoolable(wanted);
  }

  @Override
  default void setQueryTimeout(int number) throws SQLException {
    real().setQueryTimeout(number);
  }
}
