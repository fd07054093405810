package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.LabsDatabase.execute;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.hibernate.schema.DatabaseRoles;
import io.leasehold.isolation.hibernate.schema.RowSecurityDrift;
import io.leasehold.isolation.hibernate.schema.RowSecurityMigration;
import io.leasehold.isolation.hibernate.schema.RowSecurityPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plan among an application's own migrations, in Java and as a file. */
class RowSecurityMigrationTest extends PlannedShop {

  private static final String OLD_ROWS =
      "insert into labs.course (id, tenant_id, title) values (1, 'acme', 'a'), (2, 'globex', 'b');"
          + "insert into labs.course_tag (course_id, tags) values (1, 'mine'), (2, 'theirs');";

  // As a version before this one left it: one policy, another name, some tables without.
  private static final String OLD_POLICY =
      "alter table labs.course enable row level security;"
          + "create policy leasehold_tenant on labs.course using (tenant_id is not null);";

  @TempDir private Path files;

  @Test
  void itRunsAfterTheTablesAreMadeAndThenNoMore() throws Exception {
    assertThat(migrate(tables(""), migration())).isEqualTo(2);
    assertThat(drift()).isEmpty();
    assertThat(migrate(tables(""), migration())).isZero();
  }

  @Test
  void aDriftedDatabaseOfAnEarlierVersionIsBroughtUp() throws Exception {
    migrate(tables(OLD_ROWS + OLD_POLICY));
    assertThat(drift()).isNotEmpty();
    assertThat(migrate(tables(OLD_ROWS + OLD_POLICY), migration())).isEqualTo(1);
    assertThat(drift()).isEmpty();
    assertThat(Tenants.texts(ACME, app, "select title from labs.course")).containsExactly("a");
    assertThat(Tenants.texts(ACME, app, "select tags from labs.course_tag"))
        .containsExactly("mine");
  }

  @Test
  void itRunsAgainWhenThePlanChanges() throws Exception {
    execute(
        database.owner(),
        "create function labs.who() returns text language sql stable"
            + " as 'select nullif(current_setting(''leasehold.tenant'', true), '''')'");
    migrate(tables(""), migration());
    RowSecurityPlan other = plan.tenant(TenantExpression.function("labs.who()"));
    assertThat(migrate(tables(""), RowSecurityMigration.of(other))).isEqualTo(1);
    try (Connection connection = database.owner().getConnection()) {
      assertThat(other.drift(connection)).isEmpty();
    }
  }

  @Test
  void aTableThatIsMissingFailsTheMigrationAndChangesNothing() throws Exception {
    assertThatThrownBy(() -> migrate(tables("drop table labs.payment;"), migration()))
        .isInstanceOf(FlywayException.class)
        .hasStackTraceContaining("SchemaNotReadyException")
        .hasStackTraceContaining("labs.payment");
    assertThat(drift()).hasSizeGreaterThan(10);
  }

  @Test
  void whatSomebodyChangedByHandFlywayDoesNotSeeAndThePlanDoes() throws Exception {
    migrate(tables(""), migration());
    execute(database.owner(), "alter table labs.course no force row level security");
    assertThat(migrate(tables(""), migration())).isZero();
    assertThat(drift()).containsExactly(new RowSecurityDrift.NotEnforced("labs.course"));
  }

  @Test
  void asAFileItDoesTheSame() throws Exception {
    write(plan);
    assertThat(migrate(tables(OLD_ROWS + OLD_POLICY))).isEqualTo(2);
    assertThat(drift()).isEmpty();
    assertThat(migrate(tables(OLD_ROWS + OLD_POLICY))).isZero();
    execute(
        database.owner(),
        "create function labs.who() returns text language sql stable"
            + " as 'select nullif(current_setting(''leasehold.tenant'', true), '''')'");
    write(plan.tenant(TenantExpression.function("labs.who()")));
    assertThat(migrate(tables(OLD_ROWS + OLD_POLICY))).isEqualTo(1);
  }

  private void write(RowSecurityPlan which) throws IOException {
    Files.writeString(files.resolve("R__row_security.sql"), which.script());
  }

  private static RowSecurityMigration migration() {
    return RowSecurityMigration.of(plan)
        .then(DatabaseRoles.of("labs_owner", "labs_app").grants(plan));
  }

  private static Tables tables(String rows) {
    return new Tables(shop.tables() + rows);
  }

  private int migrate(JavaMigration... migrations) {
    return Flyway.configure()
        .dataSource(database.owner())
        .defaultSchema("labs")
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .locations("filesystem:" + files)
        .javaMigrations(migrations)
        .load()
        .migrate()
        .migrationsExecuted;
  }

  private List<RowSecurityDrift> drift() throws SQLException {
    try (Connection connection = database.owner().getConnection()) {
      return plan.drift(connection);
    }
  }

  /** The application's own first migration. */
  private record Tables(String sql) implements JavaMigration {

    @Override
    public MigrationVersion getVersion() {
      return MigrationVersion.fromVersion("1");
    }

    @Override
    public String getDescription() {
      return "tables";
    }

    @Override
    public Integer getChecksum() {
      return 1;
    }

    @Override
    public boolean canExecuteInTransaction() {
      return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
      try (Statement statement = context.getConnection().createStatement()) {
        statement.execute(sql);
      }
    }
  }
}
