package io.leasehold.isolation.hibernate.internal.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;

/** Changes columns, by their label, of the row in memory, by the real result set. */
interface ForwardingLabelledUpdates extends ResultSet {

  /** The real one. */
  ResultSet real();

  @Override
  default void updateArray(String label, Array value) throws SQLException {
    real().updateArray(label, value);
  }

  @Override
  default void updateAsciiStream(String label, InputStream value) throws SQLException {
    real().updateAsciiStream(label, value);
  }

  @Override
  default void updateAsciiStream(String label, InputStream value, int length) throws SQLException {
    real().updateAsciiStream(label, value, length);
  }

  @Override
  default void updateAsciiStream(String label, InputStream value, long length) throws SQLException {
    real().updateAsciiStream(label, value, length);
  }

  @Override
  default void updateBigDecimal(String label, BigDecimal value) throws SQLException {
    real().updateBigDecimal(label, value);
  }

  @Override
  default void updateBinaryStream(String label, InputStream value) throws SQLException {
    real().updateBinaryStream(label, value);
  }

  @Override
  default void updateBinaryStream(String label, InputStream value, int length) throws SQLException {
    real().updateBinaryStream(label, value, length);
  }

  @Override
  default void updateBinaryStream(String label, InputStream value, long length)
      throws SQLException {
    real().updateBinaryStream(label, value, length);
  }

  @Override
  default void updateBlob(String label, Blob value) throws SQLException {
    real().updateBlob(label, value);
  }

  @Override
  default void updateBlob(String label, InputStream value) throws SQLException {
    real().updateBlob(label, value);
  }

  @Override
  default void updateBlob(String label, InputStream value, long length) throws SQLException {
    real().updateBlob(label, value, length);
  }

  @Override
  default void updateBoolean(String label, boolean value) throws SQLException {
    real().updateBoolean(label, value);
  }

  @Override
  default void updateByte(String label, byte value) throws SQLException {
    real().updateByte(label, value);
  }

  @Override
  default void updateBytes(String label, byte[] value) throws SQLException {
    real().updateBytes(label, value);
  }

  @Override
  default void updateCharacterStream(String label, Reader value) throws SQLException {
    real().updateCharacterStream(label, value);
  }

  @Override
  default void updateCharacterStream(String label, Reader value, int length) throws SQLException {
    real().updateCharacterStream(label, value, length);
  }

  @Override
  default void updateCharacterStream(String label, Reader value, long length) throws SQLException {
    real().updateCharacterStream(label, value, length);
  }

  @Override
  default void updateClob(String label, Clob value) throws SQLException {
    real().updateClob(label, value);
  }

  @Override
  default void updateClob(String label, Reader value) throws SQLException {
    real().updateClob(label, value);
  }

  @Override
  default void updateClob(String label, Reader value, long length) throws SQLException {
    real().updateClob(label, value, length);
  }

  @Override
  default void updateDate(String label, Date value) throws SQLException {
    real().updateDate(label, value);
  }

  @Override
  default void updateDouble(String label, double value) throws SQLException {
    real().updateDouble(label, value);
  }

  @Override
  default void updateFloat(String label, float value) throws SQLException {
    real().updateFloat(label, value);
  }

  @Override
  default void updateInt(String label, int value) throws SQLException {
    real().updateInt(label, value);
  }

  @Override
  default void updateLong(String label, long value) throws SQLException {
    real().updateLong(label, value);
  }

  @Override
  default void updateNCharacterStream(String label, Reader value) throws SQLException {
    real().updateNCharacterStream(label, value);
  }

  @Override
  default void updateNCharacterStream(String label, Reader value, long length) throws SQLException {
    real().updateNCharacterStream(label, value, length);
  }

  @Override
  default void updateNClob(String label, NClob value) throws SQLException {
    real().updateNClob(label, value);
  }

  @Override
  default void updateNClob(String label, Reader value) throws SQLException {
    real().updateNClob(label, value);
  }

  @Override
  default void updateNClob(String label, Reader value, long length) throws SQLException {
    real().updateNClob(label, value, length);
  }

  @Override
  default void updateNString(String label, String value) throws SQLException {
    real().updateNString(label, value);
  }

  @Override
  default void updateNull(String label) throws SQLException {
    real().updateNull(label);
  }

  @Override
  default void updateObject(String label, Object value) throws SQLException {
    real().updateObject(label, value);
  }

  @Override
  default void updateObject(String label, Object value, SQLType type) throws SQLException {
    real().updateObject(label, value, type);
  }

  @Override
  default void updateObject(String label, Object value, SQLType type, int scale)
      throws SQLException {
    real().updateObject(label, value, type, scale);
  }

  @Override
  default void updateObject(String label, Object value, int type) throws SQLException {
    real().updateObject(label, value, type);
  }

  @Override
  default void updateRef(String label, Ref value) throws SQLException {
    real().updateRef(label, value);
  }

  @Override
  default void updateRowId(String label, RowId value) throws SQLException {
    real().updateRowId(label, value);
  }

  @Override
  default void updateSQLXML(String label, SQLXML value) throws SQLException {
    real().updateSQLXML(label, value);
  }

  @Override
  default void updateShort(String label, short value) throws SQLException {
    real().updateShort(label, value);
  }

  @Override
  default void updateString(String label, String value) throws SQLException {
    real().updateString(label, value);
  }

  @Override
  default void updateTime(String label, Time value) throws SQLException {
    real().updateTime(label, value);
  }

  @Override
  default void updateTimestamp(String label, Timestamp value) throws SQLException {
    real().updateTimestamp(label, value);
  }
}
