package io.leasehold.isolation.hibernate.move;

import io.leasehold.isolation.hibernate.TenantSigningKey;
import io.leasehold.isolation.hibernate.internal.SignedSetting;
import io.leasehold.isolation.hibernate.internal.TenantSetting;
import io.leasehold.isolation.hibernate.move.PlaceDatabase.Snapshot;
import io.leasehold.isolation.hibernate.move.RowCopy.Sum;
import io.leasehold.isolation.hibernate.move.TableGroups.Group;
import io.leasehold.isolation.hibernate.placement.TenantPlacement;
import io.leasehold.tenancy.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.postgresql.copy.CopyIn;

/**
 * Writes all rows of one tenant to a stream, as they were at one moment, and puts them back: at the
 * same place or another one, for the same tenant. Immutable and thread-safe.
 *
 * <p>The stream has the rows in clear text; give it one that encrypts. It says which tables it was
 * made of, and has a checksum at its end: what is damaged, cut off or of other tables is refused,
 * and then nothing is restored.
 */
public final class TenantBackup {

  private final MovePlaces places;
  private final TenantSetting setting;

  private TenantBackup(MovePlaces places, TenantSetting setting) {
    this.places = Objects.requireNonNull(places, "places");
    this.setting = setting;
  }

  /** Backs up from and restores to these places. */
  public static TenantBackup of(MovePlaces places) {
    return new TenantBackup(places, TenantSetting.PLAIN);
  }

  /** The same for tables whose row security believes proofs by this key. */
  public TenantBackup signed(TenantSigningKey key) {
    return new TenantBackup(places, SignedSetting.of(Objects.requireNonNull(key, "key")));
  }

  /**
   * Writes the tenant's rows. Its users may go on.
   *
   * @param to is not closed
   * @return the number of rows
   * @throws MoveException if the rows could not be read
   * @throws IOException if the stream fails
   */
  public long write(TenantId tenant, TenantPlacement place, OutputStream to) throws IOException {
    PlaceDatabase at = at(tenant, place);
    try (Snapshot snapshot = at.snapshot()) {
      Connection connection = snapshot.connection();
      Map<String, Table> tables = at.tables(connection);
      BackupLines.Writer lines = new BackupLines.Writer(to);
      lines.head(tenant, tables.values());
      long rows = 0;
      for (Group group : TableGroups.of(tables)) {
        for (String name : group.tables()) {
          Table table = Objects.requireNonNull(tables.get(name));
          lines.table(name);
          CopyPipe.write(connection, RowCopy.all(table, tenant.value()), lines.rows());
          Sum sum = RowCopy.sum(connection, table, tenant.value());
          lines.endOfTable(sum);
          rows += sum.rows();
        }
      }
      lines.end(Sequences.next(connection, at.schemas()));
      return rows;
    } catch (SQLException e) {
      throw MoveException.of("backing up tenant " + tenant, e);
    }
  }

  /**
   * Puts the rows back, in one transaction.
   *
   * @param tenant whose backup it must be
   * @param from read to its end, not closed
   * @return the number of rows
   * @throws MoveException if the backup is not of this tenant and these tables, or damaged, or the
   *     tenant has rows there
   * @throws IOException if the stream fails
   */
  public long restore(TenantId tenant, TenantPlacement place, InputStream from) throws IOException {
    PlaceDatabase at = at(tenant, place);
    try {
      return at.inTransaction(connection -> restore(connection, at, from));
    } catch (SQLException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw MoveException.of("restoring tenant " + tenant, e);
    }
  }

  private static long restore(Connection connection, PlaceDatabase at, InputStream from)
      throws SQLException {
    try {
      Map<String, Table> tables = at.tables(connection);
      List<String> taken = Rows.tablesWithRows(at, tables.values());
      if (!taken.isEmpty()) {
        throw MoveException.notEmpty(at.tenant(), taken);
      }
      BackupLines.Reader lines = new BackupLines.Reader(from);
      lines.requireHead(at.tenant(), tables.values());
      Sql.execute(connection, "set constraints all deferred");
      long rows = 0;
      int number = 0;
      for (Group group : TableGroups.of(tables)) {
        List<RowCopy> copies = new ArrayList<>();
        for (String name : group.tables()) {
          Table table = Objects.requireNonNull(tables.get(name));
          RowCopy copy = new RowCopy(connection, table, table, at.tenant().value(), number++);
          copies.add(copy);
          rows += restore(copy, table, lines);
          copy.put(group.later(name));
        }
        for (int i = 0; i < copies.size(); i++) {
          copies.get(i).fill(group.later(group.tables().get(i)));
        }
      }
      Sequences.raise(connection, at.schemas(), lines.requireEnd());
      return rows;
    } catch (IOException e) {
      throw new SQLException("the backup could not be read", e);
    }
  }

  private static long restore(RowCopy copy, Table table, BackupLines.Reader lines)
      throws SQLException, IOException {
    lines.requireTable(table.name());
    CopyIn in = copy.openStage();
    try {
      for (byte[] row = lines.row(); row != null; row = lines.row()) {
        in.writeToCopy(row, 0, row.length);
      }
      in.endCopy();
    } finally {
      if (in.isActive()) {
        in.cancelCopy();
      }
    }
    Sum sum = copy.stagedRows();
    lines.requireEndOfTable(table.name(), sum);
    return sum.rows();
  }

  private PlaceDatabase at(TenantId tenant, TenantPlacement place) {
    return PlaceDatabase.unfenced(places.of(place), tenant, setting);
  }
}
