package io.leasehold.isolation.hibernate;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.TenantSwitchInTransactionException;
import io.leasehold.tenancy.Tier;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** One transaction of the soak: a few things at random, on behalf of one tenant or of nobody. */
final class SoakStep {

  private static final String READ = "select id, tenant_id, text from soak.entry order by id";

  /** Thrown by the application itself. */
  static final class Broken extends RuntimeException {}

  final Set<Long> made = new HashSet<>();
  final Set<Long> removed = new HashSet<>();

  private final String tenant;
  private final Random random;
  private final Connection superuser;
  private final Consumer<String> happened;
  private final int before;
  private final boolean savepoints;
  private boolean fails;

  SoakStep(
      String tenant,
      Random random,
      Connection superuser,
      Consumer<String> happened,
      int before,
      boolean savepoints) {
    this.savepoints = savepoints;
    this.tenant = tenant;
    this.random = random;
    this.superuser = superuser;
    this.happened = happened;
    this.before = before;
  }

  /** Whether this did something after which a transaction is not expected to succeed. */
  boolean failsOnPurpose() {
    return fails;
  }

  void on(Connection connection, @Nullable Session session) throws Exception {
    int things = 1 + random.nextInt(3);
    for (int i = 0; i < things; i++) {
      if (random.nextInt(6) == 0) {
        savepoint(connection);
      } else {
        one(connection, session);
      }
    }
    if (random.nextInt(12) == 0) {
      breakDown(connection);
    }
  }

  private void savepoint(Connection connection) throws Exception {
    Set<Long> madeBefore = Set.copyOf(made);
    Set<Long> removedBefore = Set.copyOf(removed);
    Savepoint savepoint = savepoints ? connection.setSavepoint() : null;
    if (savepoint == null) {
      LabsDatabase.execute(connection, "savepoint mine");
    }
    happened.accept("savepoint");
    one(connection, null);
    if (random.nextInt(3) == 0) {
      return;
    }
    if (random.nextInt(4) == 0) {
      refused(connection, "select 1 / 0");
    }
    if (savepoint == null) {
      LabsDatabase.execute(connection, "rollback to savepoint mine");
    } else {
      connection.rollback(savepoint);
    }
    made.retainAll(madeBefore);
    removed.retainAll(removedBefore);
    read(connection, 0);
  }

  private void one(Connection connection, @Nullable Session session) throws Exception {
    switch (random.nextInt(session == null ? 8 : 10)) {
      case 0, 1 -> read(connection, 0);
      case 2 -> read(connection, 2);
      case 3 -> insert(connection);
      case 4 -> batch(connection);
      case 5 -> call(connection);
      case 6 -> change(connection);
      case 7 -> otherTenant(connection);
      case 8 -> persist(session);
      default -> query(session);
    }
  }

  /** Everything, or with a fetch size as much as comes before the cursor is left alone. */
  private void read(Connection connection, int fetchSize) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setFetchSize(fetchSize);
      int rows = 0;
      try (ResultSet row = statement.executeQuery()) {
        while (row.next() && (fetchSize == 0 || rows < 5)) {
          rows++;
          own(row.getString(2), row.getString(3));
        }
      }
      if (fetchSize == 0 && rows != before + made.size() - removed.size()) {
        happened.accept("ROWS MISSED");
      }
      happened.accept(fetchSize == 0 ? "read" : "cursor");
    }
  }

  private void insert(Connection connection) throws SQLException {
    if (tenant.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "insert into soak.entry (text) values (?)", Statement.RETURN_GENERATED_KEYS)) {
      statement.setString(1, text());
      statement.executeUpdate();
      keys(statement);
    }
    happened.accept("insert, generated key");
  }

  private void batch(Connection connection) throws SQLException {
    if (tenant.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "insert into soak.entry (tenant_id, text) values (?, ?)",
            Statement.RETURN_GENERATED_KEYS)) {
      for (int i = 0; i < 3; i++) {
        statement.setString(1, tenant);
        statement.setString(2, text());
        statement.addBatch();
      }
      statement.executeBatch();
      keys(statement);
    }
    happened.accept("batch");
  }

  private void call(Connection connection) throws SQLException {
    if (tenant.isEmpty()) {
      return;
    }
    try (CallableStatement statement = connection.prepareCall("call soak.add(?, ?)")) {
      statement.setString(1, text());
      statement.setNull(2, Types.BIGINT);
      statement.registerOutParameter(2, Types.BIGINT);
      statement.execute();
      made.add(statement.getLong(2));
    }
    happened.accept("stored procedure");
  }

  /** Tries all rows there are: those of others must not be hit. */
  private void change(Connection connection) throws SQLException {
    boolean remove = before + made.size() > 12;
    String sql =
        remove
            ? "delete from soak.entry returning id, tenant_id, text"
            : "update soak.entry set text = text || '.' returning id, tenant_id, text";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        own(row.getString(2), row.getString(3));
        if (remove) {
          removed.add(row.getLong(1));
        }
      }
    }
    happened.accept(remove ? "delete" : "update");
  }

  private void otherTenant(Connection connection) throws Exception {
    String other = oneOf(random, Soak.TENANTS.toArray(String[]::new));
    if (other.equals(tenant)) {
      return;
    }
    read(connection, 0); // so that the transaction is somebody's
    try {
      TenantScopes.run(
          Tenant.active(TenantId.of(other), Tier.of("basic")),
          () -> {
            try {
              LabsDatabase.texts(connection, READ);
              happened.accept("TENANT CHANGED");
            } catch (SQLException e) {
              throw new IllegalStateException(e);
            }
          });
    } catch (TenantChangedException | TenantSwitchInTransactionException e) {
      happened.accept("change of tenant refused");
    }
  }

  private void persist(Session session) {
    if (!tenant.isEmpty()) {
      SoakEntry entry = new SoakEntry(text());
      session.persist(entry);
      session.flush();
      made.add(entry.id());
      entry.say(entry.text() + " changed");
      session.flush();
      happened.accept("persist");
    }
  }

  private void query(Session session) {
    List<SoakEntry> found = session.createNativeQuery(READ, SoakEntry.class).getResultList();
    found.forEach(entry -> own(String.valueOf(entry.tenant()), entry.text()));
    happened.accept("native query");
  }

  private void breakDown(Connection connection) throws Exception {
    fails = true;
    switch (random.nextInt(7)) {
      case 0 -> {
        LabsDatabase.execute(connection, "set local statement_timeout = 2");
        refused(connection, "select pg_sleep(5)");
        happened.accept("statement timeout");
      }
      case 1 -> kill(connection);
      case 2 -> cancel(connection);
      case 3 -> {
        happened.accept("exception of the application");
        throw new Broken();
      }
      case 4 -> {
        happened.accept("interrupt");
        Thread.currentThread().interrupt();
        read(connection, 0);
      }
      case 5 -> {
        if (!tenant.equals("acme")) {
          happened.accept("write for another tenant");
          refused(connection, "insert into soak.entry (tenant_id, text) values ('acme', 'x')");
        }
      }
      default -> {
        happened.accept("error");
        refused(connection, "select 1 / 0");
      }
    }
  }

  private void kill(Connection connection) throws SQLException {
    String pid = LabsDatabase.texts(connection, "select pg_backend_pid()").get(0);
    LabsDatabase.texts(superuser, "select pg_terminate_backend(" + pid + ")");
    happened.accept("kill of the backend");
    if (random.nextBoolean()) {
      LabsDatabase.texts(connection, "select 1");
    }
  }

  private void cancel(Connection connection) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    try (Statement statement = connection.createStatement()) {
      CompletableFuture<Void> canceller =
          CompletableFuture.runAsync(
              () -> {
                while (!over.get()) {
                  try {
                    // PostgreSQL forgets what comes before its statement.
                    Thread.sleep(5);
                    statement.cancel();
                  } catch (SQLException | InterruptedException e) {
                    return;
                  }
                }
              });
      try {
        statement.execute("select pg_sleep(0.5)");
        happened.accept("cancel, too early");
      } catch (SQLException e) {
        happened.accept("cancel");
      } finally {
        over.set(true);
        canceller.join();
      }
    }
  }

  private void refused(Connection connection, String sql) throws SQLException {
    try {
      LabsDatabase.execute(connection, sql);
    } catch (SQLException e) {
      return;
    }
    happened.accept("NOT REFUSED: " + sql);
  }

  private void keys(Statement statement) throws SQLException {
    try (ResultSet row = statement.getGeneratedKeys()) {
      while (row.next()) {
        made.add(row.getLong("id"));
      }
    }
  }

  private void own(String owner, String text) {
    if (!owner.equals(tenant) || !text.startsWith(tenant + " ")) {
      happened.accept("FOREIGN ROW");
    }
  }

  private String text() {
    return tenant + " " + random.nextInt(1_000_000);
  }

  @SafeVarargs
  static <T> T oneOf(Random random, T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
