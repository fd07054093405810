package io.leasehold.isolation.hibernate.move;

import io.leasehold.isolation.hibernate.TenantMovingException;
import io.leasehold.isolation.hibernate.placement.TenantPlacement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A user of tenant {@code acme} who inserts, updates and deletes all the time, wherever the tenant
 * is, and keeps a book of its own of what was committed. As a program it writes until its input
 * ends, and leaves the book in a file.
 */
final class ShopWriter implements Runnable {

  private static final int MOST = 2_000;

  private final int port;
  private final long pauseNanos;
  private final Random random;
  private final Map<UUID, Integer> book = new TreeMap<>();
  private final List<UUID> mine = new ArrayList<>();
  private volatile boolean stopped;
  private final AtomicLong written = new AtomicLong();
  private int refused;
  private long longestMillis;
  private @Nullable Connection connection;
  private String place = "";

  ShopWriter(int port, long seed, long pauseNanos) {
    this.port = port;
    this.pauseNanos = pauseNanos;
    this.random = new Random(seed);
  }

  /** Port, seed, pause between transactions in nanoseconds, file of the book. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    ShopWriter writer =
        new ShopWriter(
            Integer.parseInt(arguments[0]),
            Long.parseLong(arguments[1]),
            Long.parseLong(arguments[2]));
    Thread thread = new Thread(writer);
    thread.start();
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (input.readLine() != null) {
      System.out.println(writer.written());
    }
    writer.stop();
    thread.join();
    System.out.println(
        writer.written()
            + " transactions, "
            + writer.refused()
            + " times refused, the longest took "
            + writer.longestMillis()
            + " ms");
    Files.write(Path.of(arguments[3]), writer.lines(), StandardCharsets.UTF_8);
  }

  void stop() {
    stopped = true;
  }

  long written() {
    return written.get();
  }

  int refused() {
    return refused;
  }

  long longestMillis() {
    return longestMillis;
  }

  /** What it has in its book: id and amount of each of its purchases. */
  List<String> lines() {
    return book.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).sorted().toList();
  }

  /** The same, as it is in the database: its purchases are those of a fraction of a cent. */
  static List<String> linesInDatabase(MoveDatabase database, TenantPlacement where) {
    return database
        .ask(
            MoveDatabase.ACME,
            where,
            "select p.id || ' ' || p.amount::int from purchase p join purchase_label l"
                + " on l.purchase_id = p.id and l.label = 'by writer ' || p.amount::int")
        .stream()
        .sorted()
        .toList();
  }

  @Override
  public void run() {
    while (!stopped) {
      long begun = System.nanoTime();
      Step step = next();
      while (!attempt(step)) {
        LockSupport.parkNanos(2_000_000);
      }
      longestMillis = Math.max(longestMillis, (System.nanoTime() - begun) / 1_000_000);
      step.commit();
      written.incrementAndGet();
      if (pauseNanos > 0) {
        LockSupport.parkNanos(pauseNanos);
      }
    }
    close();
  }

  private Step next() {
    int kind = random.nextInt(10);
    if (mine.isEmpty() || (kind < 4 && mine.size() < MOST)) {
      UUID id = new UUID(random.nextLong(), random.nextLong());
      int amount = random.nextInt(1_000_000);
      return new Step(
          id,
          amount,
          List.of(
              "insert into purchase (tenant_id, id, customer_id, amount)"
                  + " select 'acme', '"
                  + id
                  + "', min(id), "
                  + amount
                  + " from customer",
              "insert into purchase_label (purchase_id, label) values ('"
                  + id
                  + "', 'by writer "
                  + amount
                  + "')"));
    }
    UUID id = mine.get(random.nextInt(mine.size()));
    if (kind < 8) {
      int amount = random.nextInt(1_000_000);
      // The label's key changes with it.
      return new Step(
          id,
          amount,
          List.of(
              "update purchase set amount = " + amount + " where id = '" + id + "'",
              "update purchase_label set label = 'by writer "
                  + amount
                  + "' where purchase_id = '"
                  + id
                  + "'"));
    }
    return new Step(id, -1, List.of("delete from purchase where id = '" + id + "'"));
  }

  private boolean attempt(Step step) {
    try {
      Connection open = open();
      try {
        for (String sql : step.statements) {
          try (PreparedStatement statement = open.prepareStatement(sql)) {
            if (statement.executeUpdate() != 1) {
              throw new IllegalStateException("lost: " + sql);
            }
          }
        }
        open.commit();
        return true;
      } catch (SQLException e) {
        open.rollback();
        throw e;
      }
    } catch (SQLException e) {
      if (TenantMovingException.in(e).isPresent()) {
        refused++;
        place = "";
        return false;
      }
      throw new IllegalStateException(e);
    }
  }

  /** Where the tenant was when it was last asked for; asked again only after a refusal. */
  private Connection open() throws SQLException {
    if (connection == null || place.isEmpty()) {
      close();
      place = place();
      String database = place.substring(0, place.indexOf('/'));
      connection = MoveDatabase.source(port, "shop_app", database).getConnection();
      connection.setAutoCommit(false);
    }
    Sql.query(
        connection,
        "select set_config('leasehold.tenant', 'acme', true), set_config('search_path', '%s', true)"
            .formatted(place.substring(place.indexOf('/') + 1)),
        row -> true);
    return connection;
  }

  private String place() throws SQLException {
    DataSource shared = MoveDatabase.source(port, "shop_app", "postgres");
    try (Connection asking = shared.getConnection()) {
      return Sql.query(
              asking,
              "select case mode when 'DATABASE' then name || '/shop'"
                  + " when 'SCHEMA' then 'postgres/' || name else 'postgres/shop' end"
                  + " from leasehold_move.tenant_placement where tenant_id = 'acme'",
              row -> row.getString(1))
          .stream()
          .findFirst()
          .orElse("postgres/shop");
    }
  }

  private void close() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    connection = null;
  }

  /** What one transaction does; an amount below zero stands for a purchase that is no more. */
  private final class Step {
    private final UUID id;
    private final int amount;
    private final List<String> statements;

    private Step(UUID id, int amount, List<String> statements) {
      this.id = id;
      this.amount = amount;
      this.statements = statements;
    }

    private void commit() {
      if (amount < 0) {
        book.remove(id);
        mine.remove(id);
      } else if (book.put(id, amount) == null) {
        mine.add(id);
      }
    }
  }
}
