package io.leasehold.isolation.hibernate.internal.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.net.URL;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;

/**
 * Gives a prepared statement values that can be read once, or are rare, by the real one. What is
 * missing here is guarded.
 */
@SuppressWarnings("deprecation") // As JDBC has it.
interface ForwardingPreparedStatement extends ForwardingStatement, PreparedStatement {

  @Override
  PreparedStatement real() throws SQLException;

  @Override
  default void setAsciiStream(int index, InputStream value) throws SQLException {
    real().setAsciiStream(index, value);
  }

  @Override
  default void setAsciiStream(int index, InputStream value, int length) throws SQLException {
    real().setAsciiStream(index, value, length);
  }

  @Override
  default void setAsciiStream(int index, InputStream value, long length) throws SQLException {
    real().setAsciiStream(index, value, length);
  }

  @Override
  default void setBinaryStream(int index, InputStream value) throws SQLException {
    real().setBinaryStream(index, value);
  }

  @Override
  default void setBinaryStream(int index, InputStream value, int length) throws SQLException {
    real().setBinaryStream(index, value, length);
  }

  @Override
  default void setBinaryStream(int index, InputStream value, long length) throws SQLException {
    real().setBinaryStream(index, value, length);
  }

  @Override
  default void setBlob(int index, Blob value) throws SQLException {
    real().setBlob(index, value);
  }

  @Override
  default void setBlob(int index, InputStream value) throws SQLException {
    real().setBlob(index, value);
  }

  @Override
  default void setBlob(int index, InputStream value, long length) throws SQLException {
    real().setBlob(index, value, length);
  }

  @Override
  default void setCharacterStream(int index, Reader value) throws SQLException {
    real().setCharacterStream(index, value);
  }

  @Override
  default void setCharacterStream(int index, Reader value, int length) throws SQLException {
    real().setCharacterStream(index, value, length);
  }

  @Override
  default void setCharacterStream(int index, Reader value, long length) throws SQLException {
    real().setCharacterStream(index, value, length);
  }

  @Override
  default void setClob(int index, Clob value) throws SQLException {
    real().setClob(index, value);
  }

  @Override
  default void setClob(int index, Reader value) throws SQLException {
    real().setClob(index, value);
  }

  @Override
  default void setClob(int index, Reader value, long length) throws SQLException {
    real().setClob(index, value, length);
  }

  @Override
  default void setNCharacterStream(int index, Reader value) throws SQLException {
    real().setNCharacterStream(index, value);
  }

  @Override
  default void setNCharacterStream(int index, Reader value, long length) throws SQLException {
    real().setNCharacterStream(index, value, length);
  }

  @Override
  default void setNClob(int index, NClob value) throws SQLException {
    real().setNClob(index, value);
  }

  @Override
  default void setNClob(int index, Reader value) throws SQLException {
    real().setNClob(index, value);
  }

  @Override
  default void setNClob(int index, Reader value, long length) throws SQLException {
    real().setNClob(index, value, length);
  }

  @Override
  default void setNString(int index, String value) throws SQLException {
    real().setNString(index, value);
  }

  @Override
  default void setRef(int index, Ref value) throws SQLException {
    real().setRef(index, value);
  }

  @Override
  default void setRowId(int index, RowId value) throws SQLException {
    real().setRowId(index, value);
  }

  @Override
  default void setSQLXML(int index, SQLXML value) throws SQLException {
    real().setSQLXML(index, value);
  }

  @Override
  default void setURL(int index, URL value) throws SQLException {
    real().setURL(index, value);
  }

  @Override
  @Deprecated
  default void setUnicodeStream(int index, InputStream value, int length) throws SQLException {
    real().setUnicodeStream(index, value, length);
  }
}
