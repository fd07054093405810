package io.leasehold.isolation.hibernate.schema;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RowSecurityPlan} as a repeatable migration of Flyway: it runs after all versioned ones,
 * and again when the plan changes, because an entity came or this library has another version.
 *
 * <pre>{@code
 * Flyway.configure().dataSource(owner).javaMigrations(RowSecurityMigration.of(plan)).load().migrate();
 * }</pre>
 *
 * <p>Flyway does not see what somebody changed by hand; {@link RowSecurityPlan#drift} does.
 * Immutable.
 */
public final class RowSecurityMigration implements JavaMigration {

  private final RowSecurityPlan plan;
  private final List<String> afterwards;

  private RowSecurityMigration(RowSecurityPlan plan, List<String> afterwards) {
    this.plan = plan;
    this.afterwards = List.copyOf(afterwards);
  }

  /** The migration to the plan. */
  public static RowSecurityMigration of(RowSecurityPlan plan) {
    return new RowSecurityMigration(Objects.requireNonNull(plan, "plan"), List.of());
  }

  /** The same, which then runs these statements too, as those of {@link DatabaseRoles#grants}. */
  public RowSecurityMigration then(List<String> statements) {
    return new RowSecurityMigration(plan, statements);
  }

  /** None, so that it is repeatable. */
  @Override
  public @Nullable MigrationVersion getVersion() {
    return null;
  }

  @Override
  public String getDescription() {
    return "leasehold row security";
  }

  @Override
  public Integer getChecksum() {
    CRC32 checksum = new CRC32();
    checksum.update(plan.digest().getBytes(StandardCharsets.UTF_8));
    afterwards.forEach(sql -> checksum.update((sql + "\n").getBytes(StandardCharsets.UTF_8)));
    return (int) checksum.getValue();
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    plan.apply(context.getConnection());
    try (Statement statement = context.getConnection().createStatement()) {
      for (String sql : afterwards) {
        statement.execute(sql);
      }
    }
  }
}
