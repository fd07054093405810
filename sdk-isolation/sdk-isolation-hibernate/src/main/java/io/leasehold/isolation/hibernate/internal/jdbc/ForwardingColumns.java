package io.leasehold.isolation.hibernate.internal.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.net.URL;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;

/** Reads columns by the real result set. */
@SuppressWarnings("deprecation") // As JDBC has it.
interface ForwardingColumns extends ResultSet {

  /** The real one. */
  ResultSet real();

  @Override
  default InputStream getAsciiStream(int column) throws SQLException {
    return real().getAsciiStream(column);
  }

  @Override
  default BigDecimal getBigDecimal(int column) throws SQLException {
    return real().getBigDecimal(column);
  }

  @Override
  @Deprecated
  default BigDecimal getBigDecimal(int column, int value) throws SQLException {
    return real().getBigDecimal(column, value);
  }

  @Override
  default InputStream getBinaryStream(int column) throws SQLException {
    return real().getBinaryStream(column);
  }

  @Override
  default boolean getBoolean(int column) throws SQLException {
    return real().getBoolean(column);
  }

  @Override
  default byte getByte(int column) throws SQLException {
    return real().getByte(column);
  }

  @Override
  default byte[] getBytes(int column) throws SQLException {
    return real().getBytes(column);
  }

  @Override
  default Reader getCharacterStream(int column) throws SQLException {
    return real().getCharacterStream(column);
  }

  @Override
  default Date getDate(int column) throws SQLException {
    return real().getDate(column);
  }

  @Override
  default Date getDate(int column, Calendar value) throws SQLException {
    return real().getDate(column, value);
  }

  @Override
  default double getDouble(int column) throws SQLException {
    return real().getDouble(column);
  }

  @Override
  default float getFloat(int column) throws SQLException {
    return real().getFloat(column);
  }

  @Override
  default int getInt(int column) throws SQLException {
    return real().getInt(column);
  }

  @Override
  default long getLong(int column) throws SQLException {
    return real().getLong(column);
  }

  @Override
  default Reader getNCharacterStream(int column) throws SQLException {
    return real().getNCharacterStream(column);
  }

  @Override
  default String getNString(int column) throws SQLException {
    return real().getNString(column);
  }

  @Override
  default short getShort(int column) throws SQLException {
    return real().getShort(column);
  }

  @Override
  default String getString(int column) throws SQLException {
    return real().getString(column);
  }

  @Override
  default Time getTime(int column) throws SQLException {
    return real().getTime(column);
  }

  @Override
  default Time getTime(int column, Calendar value) throws SQLException {
    return real().getTime(column, value);
  }

  @Override
  default Timestamp getTimestamp(int column) throws SQLException {
    return real().getTimestamp(column);
  }

  @Override
  default Timestamp getTimestamp(int column, Calendar value) throws SQLException {
    return real().getTimestamp(column, value);
  }

  @Override
  default URL getURL(int column) throws SQLException {
    return real().getURL(column);
  }

  @Override
  @Deprecated
  default InputStream getUnicodeStream(int column) throws SQLException {
    return real().getUnicodeStream(column);
  }

  @Override
  default InputStream getAsciiStream(String label) throws SQLException {
    return real().getAsciiStream(label);
  }

  @Override
  default BigDecimal getBigDecimal(String label) throws SQLException {
    return real().getBigDecimal(label);
  }

  @Override
  @Deprecated
  default BigDecimal getBigDecimal(String label, int value) throws SQLException {
    return real().getBigDecimal(label, value);
  }

  @Override
  default InputStream getBinaryStream(String label) throws SQLException {
    return real().getBinaryStream(label);
  }

  @Override
  default boolean getBoolean(String label) throws SQLException {
    return real().getBoolean(label);
  }

  @Override
  default byte getByte(String label) throws SQLException {
    return real().getByte(label);
  }

  @Override
  default byte[] getBytes(String label) throws SQLException {
    return real().getBytes(label);
  }

  @Override
  default Reader getCharacterStream(String label) throws SQLException {
    return real().getCharacterStream(label);
  }

  @Override
  default Date getDate(String label) throws SQLException {
    return real().getDate(label);
  }

  @Override
  default Date getDate(String label, Calendar value) throws SQLException {
    return real().getDate(label, value);
  }

  @Override
  default double getDouble(String label) throws SQLException {
    return real().getDouble(label);
  }

  @Override
  default float getFloat(String label) throws SQLException {
    return real().getFloat(label);
  }

  @Override
  default int getInt(String label) throws SQLException {
    return real().getInt(label);
  }

  @Override
  default long getLong(String label) throws SQLException {
    return real().getLong(label);
  }

  @Override
  default Reader getNCharacterStream(String label) throws SQLException {
    return real().getNCharacterStream(label);
  }

  @Override
  default String getNString(String label) throws SQLException {
    return real().getNString(label);
  }

  @Override
  default short getShort(String label) throws SQLException {
    return real().getShort(label);
  }

  @Override
  default String getString(String label) throws SQLException {
    return real().getString(label);
  }

  @Override
  default Time getTime(String label) throws SQLException {
    return real().getTime(label);
  }

  @Override
  default Time getTime(String label, Calendar value) throws SQLException {
    return real().getTime(label, value);
  }

  @Override
  default Timestamp getTimestamp(String label) throws SQLException {
    return real().getTimestamp(label);
  }

  @Override
  default Timestamp getTimestamp(String label, Calendar value) throws SQLException {
    return real().getTimestamp(label, value);
  }

  @Override
  default URL getURL(String label) throws SQLException {
    return real().getURL(label);
  }

  @Override
  @Deprecated
  default InputStream getUnicodeStream(String label) throws SQLException {
    return real().getUnicodeStream(label);
  }
}
