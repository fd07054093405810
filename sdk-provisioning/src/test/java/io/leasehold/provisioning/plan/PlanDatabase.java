package io.leasehold.provisioning.plan;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.leasehold.provisioning.ProvisioningSchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A fresh database with the tables of the plans, on one PostgreSQL server for all tests. */
final class PlanDatabase implements AutoCloseable {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** The role that the nodes work as; it owns nothing. */
  private static final String ROLE = "plan_platform";

  private final String url;
  private final HikariDataSource pool;
  private final DataSource owner;

  private PlanDatabase(String name) {
    this.url = Server.POSTGRES.getJdbcUrl(ROLE, name);
    this.pool = pool(url, 30);
    this.owner = Server.POSTGRES.getDatabase("postgres", name);
  }

  static PlanDatabase fresh() {
    try {
      String name = "plans" + NUMBER.incrementAndGet();
      try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create database " + name);
      }
      ProvisioningSchema.migrate(Server.POSTGRES.getDatabase("postgres", name), ROLE);
      PlanDatabase database = new PlanDatabase(name);
      database.execute("alter default privileges in schema public grant all on tables to " + ROLE);
      return database;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static String script() {
    try (InputStream script =
        PlanDatabase.class.getResourceAsStream(
            "/db/leasehold/provisioning/V1__durable_plans.sql")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static HikariDataSource pool(String url, int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(2_000);
    config.setInitializationFailTimeout(20_000);
    return new HikariDataSource(config);
  }

  String url() {
    return url;
  }

  DataSource dataSource() {
    return pool;
  }

  /** As the owner. */
  void execute(String sql) {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  long number(String sql) {
    return Long.parseLong(texts(sql).get(0));
  }

  List<String> texts(String sql) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private static final class Server {
    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
            Statement statement = connection.createStatement()) {
          statement.execute("create role " + ROLE + " login");
        }
        return postgres;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
