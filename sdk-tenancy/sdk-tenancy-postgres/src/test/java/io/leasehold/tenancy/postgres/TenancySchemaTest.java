package io.leasehold.tenancy.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantDomain;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantSlug;
import io.leasehold.tenancy.Tier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenancySchemaTest {

  @Test
  void migratingAgainChangesNothingAndKeepsTenants() throws SQLException {
    RegistryDatabase database = RegistryDatabase.migrated();
    var registry = new PostgresTenantRegistry(database.platform());
    Tenant acme = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
    registry.save(acme);
    TenancySchema.migrate(database.owner(), RegistryDatabase.PLATFORM);
    assertThat(registry.findById(acme.id())).contains(acme);
  }

  @Test
  void nodesThatStartAtOnceMigrateOnce() throws SQLException {
    RegistryDatabase database = RegistryDatabase.empty();
    CompletableFuture.allOf(
            Stream.generate(() -> CompletableFuture.runAsync(() -> migrate(database)))
                .limit(3)
                .toArray(CompletableFuture[]::new))
        .join();
    assertThat(
            count(
                database.owner(),
                "select count(*) from leasehold_tenancy.schema_history where version = '1'"))
        .isEqualTo(1);
  }

  @Test
  void theHistoryOfTheApplicationIsAnother() throws SQLException {
    RegistryDatabase database = RegistryDatabase.migrated();
    assertThat(
            count(
                database.owner(),
                "select count(*) from pg_tables where schemaname = 'public'"
                    + " or (schemaname = 'leasehold_tenancy' and tablename like 'flyway%')"))
        .isZero();
  }

  @Test
  void thePlatformRoleNeverDeletesATenantAndChangesNoTable() throws SQLException {
    RegistryDatabase database = RegistryDatabase.migrated();
    new PostgresTenantRegistry(database.platform())
        .save(Tenant.active(TenantId.of("acme"), Tier.of("basic")));
    for (String forbidden :
        List.of(
            "delete from leasehold_tenancy.tenant",
            "truncate leasehold_tenancy.tenant_domain",
            "delete from leasehold_tenancy.tenant_change",
            "update leasehold_tenancy.tenant_change set revision = 9",
            "select nextval('leasehold_tenancy.tenant_change_revision')",
            "drop table leasehold_tenancy.tenant_issuer",
            "create table leasehold_tenancy.mine (id text)",
            "select * from leasehold_tenancy.schema_history")) {
      assertThatThrownBy(() -> run(database.platform(), forbidden))
          .as(forbidden)
          .isInstanceOf(SQLException.class)
          .hasMessageContainingAll("ERROR");
    }
  }

  @Test
  void aRoleWithoutGrantsSeesNoTenant() throws SQLException {
    RegistryDatabase database = RegistryDatabase.migrated();
    RegistryDatabase.execute(
        database.owner(), "revoke usage on schema leasehold_tenancy from leasehold_platform");
    assertThatThrownBy(() -> run(database.platform(), "select * from leasehold_tenancy.tenant"))
        .hasMessageContaining("permission denied");
  }

  @Test
  void theMarkerIsThereByWhichFlywayFindsTheScriptsOnOpenLiberty() {
    // Class loaders of com.ibm list no folders; Flyway then asks for this file.
    assertThat(TenancySchema.class.getResource("/db/leasehold/tenancy/flyway.location"))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Platform", "a b", "x\" to public --", "1a"})
  void aRoleThatIsNoPlainNameIsRefused(String role) {
    assertThatThrownBy(() -> TenancySchema.migrate(RegistryDatabase.unreachable(), role))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a-1", "-a", "a-", "A", "a_b", "a.b", "ä", "", "a\n", "a b"})
  void theTableKnowsTheSameIdsAndSlugsAsTheValues(String text) throws SQLException {
    DataSource owner = RegistryDatabase.migrated().owner();
    assertThat(accepts(owner, text, "slug")).isEqualTo(TenantId.isValid(text));
    assertThat(accepts(owner, "another", text)).isEqualTo(TenantSlug.isValid(text));
  }

  @Test
  void aValueOf63CharactersFitsAndOneOf64DoesNot() throws SQLException {
    DataSource owner = RegistryDatabase.migrated().owner();
    assertThat(accepts(owner, "a".repeat(63), "b".repeat(63))).isTrue();
    assertThat(accepts(owner, "a".repeat(64), "slug")).isFalse();
    assertThat(accepts(owner, "id", "b".repeat(64))).isFalse();
  }

  @Test
  void everyDomainThatTheValueAllowsFitsTheTable() throws SQLException {
    RegistryDatabase database = RegistryDatabase.migrated();
    var registry = new PostgresTenantRegistry(database.platform());
    String label = "a".repeat(63);
    TenantDomain longest = TenantDomain.of(String.join(".", label, label, label, "a".repeat(61)));
    Tenant acme =
        Tenant.active(TenantId.of("acme"), Tier.of("basic"))
            .withDomains(longest, TenantDomain.of("xn--sdelbst-n2a.example"), TenantDomain.of("a"));
    registry.save(acme);
    assertThat(registry.findByDomain(longest)).contains(acme);
  }

  private static void migrate(RegistryDatabase database) {
    try {
      TenancySchema.migrate(database.owner(), RegistryDatabase.PLATFORM);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean accepts(DataSource owner, String id, String slug) throws SQLException {
    try (Connection connection = owner.getConnection();
        var insert =
            connection.prepareStatement(
                "insert into leasehold_tenancy.tenant (id, slug, name, status, tier)"
                    + " values (?, ?, 'n', 'ACTIVE', 'basic')")) {
      insert.setString(1, id);
      insert.setString(2, slug);
      insert.executeUpdate();
      return true;
    } catch (SQLException e) {
      assertThat(e.getSQLState()).as("check violation").isEqualTo("23514");
      return false;
    } finally {
      RegistryDatabase.execute(owner, "delete from leasehold_tenancy.tenant");
    }
  }

  private static void run(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int count(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }
}
