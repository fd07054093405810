package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.IsolationHole.BYPASSES_ROW_SECURITY;
import static io.leasehold.isolation.hibernate.IsolationHole.MAY_REFERENCE;
import static io.leasehold.isolation.hibernate.IsolationHole.MAY_TRIGGER;
import static io.leasehold.isolation.hibernate.IsolationHole.MAY_TRUNCATE;
import static io.leasehold.isolation.hibernate.IsolationHole.OWNS_TABLE;
import static io.leasehold.isolation.hibernate.LabsDatabase.execute;
import static io.leasehold.isolation.hibernate.LabsDatabase.texts;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.transaction;
import static io.leasehold.isolation.hibernate.Tenants.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.hibernate.schema.DatabaseRoles;
import io.leasehold.isolation.hibernate.schema.RowSecurityPlan;
import java.sql.Connection;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The owner, the application, the platform, and who reads across tenants. */
class DatabaseRolesTest {

  private static final DatabaseRoles ROLES =
      DatabaseRoles.of("labs_owner", "labs_app")
          .platform("shop_platform")
          .crossTenant("shop_support");

  private final LabsDatabase database = LabsDatabase.bare();
  private final Unit unit = Unit.of(database.app());
  private final RowSecurityPlan plan = RowSecurityPlan.of(unit.factory);

  DatabaseRolesTest() throws Exception {
    create(ROLES);
    try (Connection owner = database.owner().getConnection()) {
      plan.apply(owner);
    }
    // As somebody might have left it.
    execute(
        database.owner(),
        "grant all on all tables in schema labs to labs_app, shop_platform, public;"
            + "grant all on schema labs to labs_app, shop_platform");
    grant();
  }

  @AfterEach
  void close() {
    unit.close();
    execute(
        database.superuser(),
        "drop owned by shop_platform, shop_support;"
            + "alter role labs_app nobypassrls; revoke labs_owner from labs_app");
  }

  @Test
  @Tag("rls-12")
  @Tag("mistake-11")
  void theApplicationReadsAndWritesRowsAndHasNoOtherRight() throws Exception {
    DataSource app = TenantDataSource.around(database.app());
    assertThat(Tenants.texts(ACME, app, "select title from labs.lab_run")).hasSize(2);
    assertThat(update(ACME, app, "insert into labs.lab_run values (9, 'acme', 'new')")).isOne();
    assertThat(update(ACME, app, "delete from labs.lab_run where id = 9")).isOne();
    assertThatThrownBy(() -> update(ACME, app, "truncate labs.note"))
        .hasMessageContaining("permission denied");
    assertThatThrownBy(() -> update(ACME, app, "create table labs.mine (id bigint)"))
        .hasMessageContaining("permission denied");
    assertThat(TenantIsolationCheck.of(database.app(), "labs").run().findings())
        .extracting(IsolationFinding::hole)
        .doesNotContain(
            OWNS_TABLE,
            MAY_TRUNCATE,
            MAY_REFERENCE,
            MAY_TRIGGER,
            BYPASSES_ROW_SECURITY,
            IsolationHole.MAY_CREATE,
            IsolationHole.GRANTED_TO_PUBLIC,
            IsolationHole.DEFAULT_PRIVILEGES);
  }

  @Test
  void thePlatformHasNoRightOnTenantsTables() {
    assertThatThrownBy(() -> transaction(database.as("shop_platform"), LabsDatabase::titles))
        .hasMessageContaining("permission denied");
  }

  @Test
  @Tag("mistake-28")
  void whoReadsAcrossTenantsReadsAllAndWritesNothing() throws Exception {
    DataSource support = database.as("shop_support");
    assertThat(transaction(support, LabsDatabase::titles)).containsExactly("S3", "IAM", "VPC");
    assertThatThrownBy(
            () -> transaction(support, c -> update(c, "update labs.lab_run set title = ''")))
        .hasMessageContaining("permission denied");
  }

  @Test
  void aTableOrFunctionToComeIsNobodysYet() throws Exception {
    execute(
        database.owner(),
        "create table labs.later (tenant_id text);"
            + "create function labs.door() returns bigint language sql security definer"
            + " as 'select count(*) from labs.later'");
    for (String use : new String[] {"select * from labs.later", "select labs.door()"}) {
      assertThatThrownBy(() -> transaction(database.app(), c -> texts(c, use)))
          .hasMessageContaining("permission denied");
    }
  }

  @Test
  void allOfItMayBeRepeated() throws Exception {
    create(ROLES);
    grant();
    assertThat(transaction(database.as("shop_support"), LabsDatabase::titles)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alter role labs_app bypassrls", "grant labs_owner to labs_app"})
  @Tag("mistake-11")
  @Tag("rls-13")
  void aRoleThatIsPastRowSecurityIsRefused(String fault) {
    execute(database.superuser(), fault);
    assertThatThrownBy(() -> create(ROLES)).hasMessageContaining("LH-ISO-289");
  }

  @Test
  void rolesAreSeparateAndPlain() {
    assertThatThrownBy(() -> DatabaseRoles.of("labs", "labs"))
        .isInstanceOf(IllegalArgumentException.class);
    for (String name : new String[] {"", "public", "A", "a\"b", "a'b"}) {
      assertThatThrownBy(() -> DatabaseRoles.of("labs_owner", name))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private void create(DatabaseRoles roles) throws Exception {
    transaction(
        database.superuser(),
        connection -> {
          for (String sql : roles.creation()) {
            execute(connection, sql);
          }
          return roles;
        });
  }

  private void grant() throws Exception {
    transaction(
        database.owner(),
        connection -> {
          for (String sql : ROLES.grants(plan)) {
            execute(connection, sql);
          }
          return ROLES;
        });
  }
}
