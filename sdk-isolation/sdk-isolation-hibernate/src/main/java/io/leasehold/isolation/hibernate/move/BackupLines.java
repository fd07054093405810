package io.leasehold.isolation.hibernate.move;

import io.leasehold.isolation.hibernate.move.RowCopy.Sum;
import io.leasehold.tenancy.TenantId;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The form of a backup: lines. Each row is one as COPY writes it, in which a line never begins with
 * {@code \.}; so do the lines between.
 */
final class BackupLines {

  private static final String HEAD = "\\.leasehold-backup 1 ";
  private static final String TABLE = "\\.table ";
  private static final String END_OF_TABLE = "\\.rows ";
  private static final String SEQUENCE = "\\.sequence ";
  private static final String END = "\\.end ";

  private BackupLines() {}

  private static String head(TenantId tenant, Collection<Table> tables) {
    MessageDigest shape = sha256();
    for (Table table : tables) {
      shape.update((table.name() + "\n").getBytes(StandardCharsets.UTF_8));
      table.shape().forEach(l -> shape.update((l + "\n").getBytes(StandardCharsets.UTF_8)));
    }
    return HEAD + tenant + " " + HexFormat.of().formatHex(shape.digest());
  }

  private static String endOfTable(Sum sum) {
    return END_OF_TABLE + sum.rows() + " " + sum.hash().toPlainString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Writes them. */
  static final class Writer {

    private final OutputStream to;
    private final MessageDigest digest = sha256();

    Writer(OutputStream to) {
      this.to = to;
    }

    void head(TenantId tenant, Collection<Table> tables) throws IOException {
      line(BackupLines.head(tenant, tables));
    }

    void table(String name) throws IOException {
      line(TABLE + name);
    }

    void endOfTable(Sum sum) throws IOException {
      line(BackupLines.endOfTable(sum));
    }

    void end(Map<String, Long> sequences) throws IOException {
      for (Map.Entry<String, Long> sequence : sequences.entrySet()) {
        line(SEQUENCE + sequence.getValue() + " " + sequence.getKey());
      }
      String sum = HexFormat.of().formatHex(digest.digest());
      to.write((END + sum + "\n").getBytes(StandardCharsets.UTF_8));
      to.flush();
    }

    /** Takes rows. */
    OutputStream rows() {
      return new FilterOutputStream(to) {
        @Override
        public void write(int b) throws IOException {
          write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          digest.update(bytes, offset, length);
          to.write(bytes, offset, length);
        }
      };
    }

    private void line(String line) throws IOException {
      byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
      digest.update(bytes);
      to.write(bytes);
    }
  }

  /** Reads them, and refuses what is not as it was written. */
  static final class Reader {

    private final InputStream from;
    private final MessageDigest digest = sha256();
    private String pending = "";

    Reader(InputStream from) {
      this.from = new BufferedInputStream(from);
    }

    void requireHead(TenantId tenant, Collection<Table> tables) throws IOException {
      String line = text(next());
      if (!line.startsWith(HEAD + tenant + " ")) {
        throw MoveException.badBackup("it is no backup of tenant " + tenant);
      }
      if (!line.equals(head(tenant, tables))) {
        throw MoveException.badBackup("it was made of other tables than these");
      }
    }

    void requireTable(String name) throws IOException {
      if (!text(next()).equals(TABLE + name)) {
        throw damaged();
      }
    }

    /** The next row with its line end, or null after the last of the table. */
    byte @Nullable [] row() throws IOException {
      byte[] line = next();
      if (line.length > 1 && line[0] == '\\' && line[1] == '.') {
        pending = text(line);
        return null;
      }
      byte[] row = Arrays.copyOf(line, line.length + 1);
      row[line.length] = '\n';
      return row;
    }

    void requireEndOfTable(String table, Sum sum) {
      if (!pending.equals(endOfTable(sum))) {
        throw MoveException.badBackup("the rows of " + table + " are damaged");
      }
    }

    /** The values of the sequences. */
    Map<String, Long> requireEnd() throws IOException {
      Map<String, Long> sequences = new LinkedHashMap<>();
      String expected = digestSoFar();
      String line = text(next());
      while (line.startsWith(SEQUENCE)) {
        List<String> parts = List.of(line.substring(SEQUENCE.length()).split(" ", 2));
        sequences.put(parts.get(1), Long.parseLong(parts.get(0)));
        expected = digestSoFar();
        line = text(next());
      }
      if (!line.equals(END + expected)) {
        throw damaged();
      }
      return sequences;
    }

    private String digestSoFar() {
      try {
        MessageDigest soFar = (MessageDigest) digest.clone();
        return HexFormat.of().formatHex(soFar.digest());
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException("SHA-256 can be continued", e);
      }
    }

    private byte[] next() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int b = from.read(); b != '\n'; b = from.read()) {
        if (b < 0) {
          throw MoveException.badBackup("it is cut off");
        }
        line.write(b);
      }
      byte[] bytes = line.toByteArray();
      digest.update(bytes);
      digest.update((byte) '\n');
      return bytes;
    }

    private static String text(byte[] line) {
      return new String(line, StandardCharsets.UTF_8);
    }

    private static MoveException damaged() {
      return MoveException.badBackup("it is damaged");
    }
  }
}
