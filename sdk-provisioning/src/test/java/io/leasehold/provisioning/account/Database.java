package io.leasehold.provisioning.account;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.leasehold.provisioning.ProvisioningSchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** One PostgreSQL for all tests of the JVM, with an owner and a platform role as in production. */
public final class Database {

  public static final String PLATFORM = "leasehold_platform";

  private static final Database INSTANCE = new Database();

  private final HikariDataSource owner;
  private final HikariDataSource platform;

  private Database() {
    try {
      EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
      try (Connection admin = postgres.getPostgresDatabase().getConnection();
          Statement statement = admin.createStatement()) {
        statement.execute("create role leasehold_owner login");
        statement.execute("create role " + PLATFORM + " login");
        statement.execute("create database labs owner leasehold_owner");
      }
      this.owner = pool(postgres.getJdbcUrl("leasehold_owner", "labs"), 2);
      ProvisioningSchema.migrate(owner, PLATFORM);
      this.platform = pool(postgres.getJdbcUrl(PLATFORM, "labs"), 40);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HikariDataSource pool(String url, int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(60_000);
    return new HikariDataSource(config);
  }

  /** Connections of the platform role, to emptied tables. */
  public static DataSource emptied() {
    execute(
        """
        truncate leasehold_provisioning.pool_account, leasehold_provisioning.lease,
          leasehold_provisioning.account_transition restart identity cascade
        """);
    execute(
        "truncate leasehold_provisioning.plan_run, leasehold_provisioning.scheduled_tasks cascade");
    execute("update leasehold_provisioning.pool_meter set value = 0");
    return INSTANCE.platform;
  }

  public static DataSource owner() {
    return INSTANCE.owner;
  }

  public static DataSource platform() {
    return INSTANCE.platform;
  }

  public static void execute(String sql) {
    try (Connection c = INSTANCE.owner.getConnection();
        Statement statement = c.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column of all rows. */
  public static List<String> column(String sql) {
    try (Connection c = INSTANCE.owner.getConnection();
        Statement statement = c.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
