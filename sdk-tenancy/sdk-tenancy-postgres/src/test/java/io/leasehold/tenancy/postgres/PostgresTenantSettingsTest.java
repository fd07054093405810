package io.leasehold.tenancy.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantRegistryUnavailableException;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.config.SettingsOfTenant;
import io.leasehold.tenancy.config.TenantConfigException;
import io.leasehold.tenancy.config.TenantKeys;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresTenantSettingsTest {

  private static final Tenant ACME = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  private static final Tenant GLOBEX = Tenant.active(TenantId.of("globex"), Tier.of("basic"));

  private RegistryDatabase database;
  private PostgresTenantSettings settings;

  @BeforeEach
  void open() {
    database = RegistryDatabase.migrated();
    var registry = new PostgresTenantRegistry(database.platform());
    registry.save(ACME);
    registry.save(GLOBEX);
    settings =
        new PostgresTenantSettings(database.platform(), TenantKeys.of("labs.greeting", "mail.*"));
  }

  @Test
  void whatIsSetComesBackByWhomItWasSetAndForNobodyElse() {
    settings.set(ACME.id(), "labs.greeting", "by the operator");
    TenantScopes.run(ACME, () -> settings.setOwn("labs.greeting", "by the tenant"));
    assertThat(settings.of(ACME.id()))
        .isEqualTo(
            new SettingsOfTenant(
                Map.of("labs.greeting", "by the operator"),
                Map.of("labs.greeting", "by the tenant")));
    assertThat(settings.of(GLOBEX.id())).isEqualTo(SettingsOfTenant.NONE);
    settings.remove(ACME.id(), "labs.greeting");
    TenantScopes.run(ACME, () -> settings.removeOwn("labs.greeting"));
    assertThat(settings.of(ACME.id())).isEqualTo(SettingsOfTenant.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"labs.max-runs", "leasehold.fairness.rate", "mail", "mail. x", "mail.ü", ""})
  void aTenantDoesNotSetWhatIsTheOperators(String key) {
    TenantScopes.run(
        ACME,
        () -> {
          assertThatThrownBy(() -> settings.setOwn(key, "x"))
              .isInstanceOf(TenantConfigException.class)
              .hasMessageContaining("may not set");
          assertThatThrownBy(() -> settings.removeOwn(key))
              .isInstanceOf(TenantConfigException.class);
        });
    assertThat(settings.of(ACME.id())).isEqualTo(SettingsOfTenant.NONE);
  }

  @Test
  void theDatabaseItselfKeepsATenantFromItsLimits() {
    assertThatThrownBy(
            () ->
                RegistryDatabase.execute(
                    database.platform(),
                    "insert into leasehold_tenancy.tenant_setting (tenant_id, owner, key, value)"
                        + " values ('acme', 'TENANT', 'leasehold.fairness.rate', '999/1s')"))
        .hasMessageContaining("violates check constraint");
  }

  @Test
  void withoutATenantNothingIsSet() {
    assertThatThrownBy(() -> settings.setOwn("labs.greeting", "x"))
        .isInstanceOf(TenantRequiredException.class);
    assertThatThrownBy(() -> settings.set(TenantId.of("nobody"), "labs.greeting", "x"))
        .isInstanceOf(UnknownTenantException.class);
  }

  @Test
  void aTenantCannotFillTheTable() {
    TenantScopes.run(
        ACME,
        () -> {
          for (int i = 0; i < PostgresTenantSettings.MAXIMUM_OF_TENANT; i++) {
            settings.setOwn("mail." + i, "x");
          }
          assertThatThrownBy(() -> settings.setOwn("mail.more", "x"))
              .isInstanceOf(IllegalArgumentException.class);
          settings.setOwn("mail.0", "changed");
          assertThatThrownBy(() -> settings.setOwn("mail.0", "x".repeat(10_001)))
              .isInstanceOf(IllegalArgumentException.class);
          assertThatThrownBy(() -> settings.setOwn("mail.0", "\0"))
              .isInstanceOf(IllegalArgumentException.class);
        });
    assertThat(settings.of(ACME.id()).byTenant()).containsEntry("mail.0", "changed").hasSize(200);
  }

  @Test
  void aSettingThatChangesIsAChangeOfItsTenantAndAnEqualOneIsNot() throws SQLException {
    long before = revision();
    settings.set(GLOBEX.id(), "labs.greeting", "Hi");
    long set = revision();
    assertThat(set).isGreaterThan(before);
    settings.set(GLOBEX.id(), "labs.greeting", "Hi");
    assertThat(revision()).isEqualTo(set);
    settings.remove(GLOBEX.id(), "labs.greeting");
    assertThat(revision()).isGreaterThan(set);
  }

  @Test
  void anOutageIsNeverNoSettings() {
    var unreachable = new PostgresTenantSettings(RegistryDatabase.unreachable(), TenantKeys.none());
    assertThatThrownBy(() -> unreachable.of(ACME.id()))
        .isInstanceOf(TenantRegistryUnavailableException.class);
    assertThatThrownBy(() -> unreachable.set(ACME.id(), "a", "b"))
        .isInstanceOf(TenantRegistryUnavailableException.class);
  }

  /** The last change of Globex, as other nodes hear of it. */
  private long revision() throws SQLException {
    try (Connection connection = database.platform().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select revision from leasehold_tenancy.tenant_change where tenant_id = 'globex'")) {
      row.next();
      return row.getLong(1);
    }
  }
}
