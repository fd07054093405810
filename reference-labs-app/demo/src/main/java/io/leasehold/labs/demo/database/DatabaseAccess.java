package io.leasehold.labs.demo.database;

import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where the database is, and its three roles.
 *
 * @param url the JDBC URL
 * @param owner owns the tables and runs migrations
 * @param app reads and writes tenants' rows under row security
 * @param platform reads and writes the platform's own records
 */
public record DatabaseAccess(String url, Login owner, Login app, Login platform) {

  /** Requires every value. */
  public DatabaseAccess {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(app, "app");
    Objects.requireNonNull(platform, "platform");
  }

  /** The settings that a node of the application needs to come here. */
  public Map<String, String> settings() {
    return Map.of(
        "LABS_DB_URL", url,
        "LABS_DB_OWNER_USER", owner.user(),
        "LABS_DB_OWNER_PASSWORD", owner.password(),
        "LABS_DB_APP_USER", app.user(),
        "LABS_DB_APP_PASSWORD", app.password(),
        "LABS_DB_PLATFORM_USER", platform.user(),
        "LABS_DB_PLATFORM_PASSWORD", platform.password());
  }

  /** Connections as one of the roles, unpooled: what a test looks into the database with. */
  public DataSource as(Login login) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(login.user());
    source.setPassword(login.password());
    return source;
  }
}
