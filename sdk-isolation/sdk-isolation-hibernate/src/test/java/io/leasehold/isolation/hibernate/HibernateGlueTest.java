package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.TenantSwitchInTransactionException;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.annotations.TenantId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How isolation comes into a persistence unit, and when it refuses the unit. */
class HibernateGlueTest {

  private final LabsDatabase database = LabsDatabase.isolated();

  @Test
  @Tag("mistake-09")
  void withoutATenantNoSessionOpens() {
    try (Unit unit = Unit.of(database.app())) {
      assertThatThrownBy(unit.factory::openSession).isInstanceOf(TenantRequiredException.class);
      assertThatThrownBy(unit.factory::openStatelessSession)
          .isInstanceOf(TenantRequiredException.class);
      TenantScopes.run(
          new TenantScope.Platform("report"),
          () ->
              assertThatThrownBy(unit.factory::openSession)
                  .isInstanceOf(TenantRequiredException.class));
    }
  }

  @Test
  void aReadOutsideATransactionIsRefused() throws Exception {
    try (Unit unit = Unit.of(database.app())) {
      TenantScopes.run(
          ACME,
          () -> {
            try (Session session = unit.factory.openSession()) {
              assertThatThrownBy(() -> session.find(LabRun.class, 1L))
                  .isInstanceOf(OutsideTransactionException.class);
              // The session is still good for a transaction.
              session.beginTransaction();
              assertThat(session.find(LabRun.class, 1L).title()).isEqualTo("S3");
            }
          });
    }
  }

  @Test
  void aSessionHasTheTenantInEachOfItsTransactions() {
    try (Unit unit = Unit.of(database.pool(1))) {
      TenantScopes.run(
          ACME,
          () -> {
            try (Session session = unit.factory.openSession()) {
              for (int i = 0; i < 3; i++) {
                session.beginTransaction();
                assertThat(session.createNativeQuery("select id from labs.lab_run", Long.class))
                    .extracting(query -> query.getResultList().size())
                    .isEqualTo(2);
                session.getTransaction().commit();
                session.clear();
              }
            }
          });
    }
  }

  @Test
  void aSessionThatIsCarriedIntoAnotherScopeIsRefusedInsideItsTransaction() throws Exception {
    try (Unit unit = Unit.of(database.app());
        Session session = TenantScopes.call(ACME, unit.factory::openSession)) {
      TenantScopes.run(
          ACME,
          () -> {
            session.beginTransaction();
            session.find(LabRun.class, 1L);
            assertThatThrownBy(() -> TenantScopes.run(GLOBEX, () -> {}))
                .as("from the tenant's scope the other one is not even entered")
                .isInstanceOf(TenantSwitchInTransactionException.class);
          });
      TenantScopes.run(
          GLOBEX,
          () ->
              assertThatThrownBy(() -> Unit.titles(session))
                  .isInstanceOf(TenantChangedException.class));
      session.getTransaction().rollback();
      // Between transactions the scope of the moment counts, and the session's tenant too.
      session.beginTransaction();
      TenantScopes.run(GLOBEX, () -> assertThat(Unit.titles(session)).isEmpty());
    }
  }

  @Test
  void aDataSourceThatIsGuardedAlreadyWorksToo() throws Exception {
    try (Unit unit = Unit.of(TenantDataSource.around(database.app()))) {
      assertThat(unit.titles(ACME)).containsExactly("S3", "IAM");
    }
  }

  @Test
  void hibernateMayStartInTheScopeOfATenant() throws Exception {
    // As when the first request makes the container create the unit.
    try (var pool = database.pool(1);
        Unit unit = TenantScopes.call(ACME, () -> Unit.of(pool))) {
      assertThat(unit.titles(GLOBEX)).containsExactly("VPC");
    }
  }

  @Test
  void whatHibernateAsksWhileItStartsSeesNoRows() throws Exception {
    AtomicBoolean ready = new AtomicBoolean();
    DataSource starting = TenantDataSource.around(database.app()).startingUntil(ready::get);
    TenantScopes.call(
        ACME,
        () -> {
          try (var connection = starting.getConnection()) {
            LabsDatabase.execute(connection, "set leasehold.tenant = 'globex'");
            assertThat(LabsDatabase.titles(connection)).isEmpty();
            ready.set(true);
            assertThatThrownBy(() -> LabsDatabase.titles(connection))
                .isInstanceOf(OutsideTransactionException.class);
            return null;
          }
        });
  }

  @Test
  void aSequenceIsReadWhenHibernateStarts() throws Exception {
    LabsDatabase.execute(
        database.owner(),
        "create table labs.ticket (id bigint primary key, tenant_id text not null);"
            + "create sequence public.ticket_seq increment 50;"
            + RowSecurity.enable("labs.ticket").script()
            + "grant all on labs.ticket, public.ticket_seq to labs_app;");
    try (Unit unit = Unit.of(database.app(), Map.of(), Ticket.class)) {
      for (int i = 0; i < 3; i++) {
        unit.in(
            ACME,
            session -> {
              session.persist(new Ticket());
              return null;
            });
      }
      List<Long> ids =
          unit.in(
              ACME,
              session -> session.createSelectionQuery("select id from Ticket", Long.class).list());
      assertThat(ids).hasSize(3).doesNotHaveDuplicates();
    }
  }

  @Test
  @Tag("mistake-16")
  void cacheKeysWithoutATenantAreRefused() {
    assertRefused(Map.of("hibernate.cache.keys_factory", "simple"), "keys_factory=simple");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hibernate.connection.provider_class",
        "hibernate.multi_tenant_connection_provider",
        "hibernate.multi_tenant.schema_mapper",
        "hibernate.multi_tenant.credentials_mapper"
      })
  void aWayPastTheGuardedDataSourceIsRefused(String setting) {
    assertRefused(Map.of(setting, "com.example.Anything"), setting);
  }

  @Test
  void aUnitWithoutADataSourceIsRefused() {
    assertThatThrownBy(
            () ->
                new org.hibernate.cfg.Configuration()
                    .addAnnotatedClass(LabRun.class)
                    .setProperty("hibernate.connection.url", "jdbc:postgresql://127.0.0.1:1/labs")
                    .buildSessionFactory())
        .isInstanceOf(UnsafeConfigurationException.class)
        .hasMessageContaining("no data source");
  }

  @Test
  void anUnknownIsolationIsRefused() {
    assertRefused(Map.of("leasehold.isolation", "off"), "row and none");
  }

  @Test
  void aResolverOfTheApplicationDoesNotReplaceOurs() {
    Map<String, Object> settings =
        Map.of("hibernate.tenant_identifier_resolver", "com.example.DefaultTenant");
    try (Unit unit = Unit.of(database.app(), settings, LabRun.class)) {
      assertThatThrownBy(unit.factory::openSession).isInstanceOf(TenantRequiredException.class);
    }
  }

  @Test
  void aUnitOfThePlatformIsLeftAlone() {
    LabsDatabase.execute(
        database.owner(),
        "create table labs.region (id bigint primary key);"
            + "insert into labs.region values (1); grant select on labs.region to labs_app;");
    try (Unit unit = Unit.of(database.app(), Map.of("leasehold.isolation", "none"), Region.class)) {
      Region found = unit.factory.fromSession(session -> session.find(Region.class, 1L));
      assertThat(found).isNotNull();
    }
  }

  private void assertRefused(Map<String, Object> settings, String what) {
    assertThatThrownBy(() -> Unit.of(database.app(), settings, LabRun.class))
        .isInstanceOf(UnsafeConfigurationException.class)
        .hasMessageContaining(what);
  }

  @Entity(name = "Ticket")
  @Table(name = "ticket", schema = "labs")
  static class Ticket {
    @Id @GeneratedValue Long id;
    @TenantId String tenant_id;
  }

  @Entity
  @Table(name = "region", schema = "labs")
  static class Region {
    @Id Long id;
  }
}
