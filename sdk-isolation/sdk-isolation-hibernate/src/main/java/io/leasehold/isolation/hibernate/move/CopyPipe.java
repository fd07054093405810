package io.leasehold.isolation.hibernate.move;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/** Rows in bulk, through the driver's own way, with little of them in memory at a time. */
final class CopyPipe {

  private static final int BUFFER = 64 * 1024;

  private CopyPipe() {}

  /** From one connection to the other; the number of rows. */
  static long copy(Connection from, String query, Connection to, String into) throws SQLException {
    CopyIn in = manager(to).copyIn("copy " + into + " from stdin");
    try {
      CopyOut out = manager(from).copyOut("copy (" + query + ") to stdout");
      try {
        byte[] buffer = new byte[BUFFER];
        int filled = 0;
        for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
          if (filled + row.length > buffer.length) {
            in.writeToCopy(buffer, 0, filled);
            filled = 0;
          }
          if (row.length > buffer.length) {
            in.writeToCopy(row, 0, row.length);
          } else {
            System.arraycopy(row, 0, buffer, filled, row.length);
            filled += row.length;
          }
        }
        in.writeToCopy(buffer, 0, filled);
      } finally {
        if (out.isActive()) {
          out.cancelCopy();
        }
      }
      return in.endCopy();
    } finally {
      if (in.isActive()) {
        in.cancelCopy();
      }
    }
  }

  /** To a stream; the number of rows. */
  static long write(Connection from, String query, OutputStream to)
      throws SQLException, IOException {
    return manager(from).copyOut("copy (" + query + ") to stdout", to);
  }

  static CopyManager manager(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }
}
