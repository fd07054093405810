package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.Narayana.MANAGER;
import static io.leasehold.isolation.hibernate.Narayana.REGISTRY;
import static io.leasehold.isolation.hibernate.Narayana.transaction;
import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.leasehold.tenancy.TenantScopes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.resource.transaction.backend.jta.internal.JtaTransactionCoordinatorBuilderImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Transactions that a manager ends, on connections that a pool enlists: Narayana and Agroal. */
class JtaTest {

  private final LabsDatabase database = LabsDatabase.isolated();
  private final AgroalDataSource pool;
  private final DataSource source;

  JtaTest() throws SQLException {
    pool = Narayana.pool(database.appUrl(), 1);
    source = TenantDataSource.around(pool, REGISTRY);
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void anEnlistedConnectionHasTheTenantOfItsTransaction() throws Exception {
    List<String> acmes = TenantScopes.call(ACME, () -> transaction(this::titles));
    List<String> globexs = TenantScopes.call(GLOBEX, () -> transaction(this::titles));
    List<String> nobodys = transaction(this::titles);
    assertThat(acmes).containsExactly("S3", "IAM");
    assertThat(globexs).containsExactly("VPC");
    assertThat(nobodys).isEmpty();
  }

  @Test
  void outsideATransactionAStatementIsRefused() {
    TenantScopes.run(
        ACME,
        () -> assertThatThrownBy(this::titles).isInstanceOf(OutsideTransactionException.class));
  }

  @Test
  void twoHandlesInOneTransactionHaveOneTenant() throws Exception {
    TenantScopes.call(
        ACME,
        () ->
            transaction(
                () -> {
                  assertThat(titles()).hasSize(2);
                  TenantScopes.run(
                      GLOBEX,
                      () ->
                          assertThatThrownBy(this::titles)
                              .isInstanceOf(TenantChangedException.class));
                  return titles();
                }));
  }

  @Test
  void aSuspendedTransactionKeepsItsTenantAndTheInnerOneHasItsOwn() throws Exception {
    try (AgroalDataSource second = Narayana.pool(database.appUrl(), 1)) {
      DataSource other = TenantDataSource.around(second, REGISTRY);
      TenantScopes.call(
          ACME,
          () ->
              transaction(
                  () -> {
                    assertThat(titles()).hasSize(2);
                    var outer = MANAGER.suspend();
                    TenantScopes.call(
                        GLOBEX, () -> transaction(() -> assertThat(titles(other)).hasSize(1)));
                    MANAGER.resume(outer);
                    return assertThat(titles()).hasSize(2);
                  }));
    }
  }

  @Test
  void hibernateHasOneTenantInEachOfItsTransactions() throws Exception {
    Map<String, Object> settings =
        Map.of(
            "hibernate.transaction.coordinator_class",
            JtaTransactionCoordinatorBuilderImpl.class,
            "hibernate.transaction.jta.platform",
            "JBossTS");
    try (Unit unit = Unit.of(source, settings, LabRun.class)) {
      TenantScopes.call(
          ACME,
          () -> {
            transaction(
                () -> {
                  try (Session session = unit.factory.openSession()) {
                    session.persist(new LabRun(10, "EKS"));
                    assertThat(nativeTitles(session)).contains("S3").doesNotContain("VPC");
                    session.flush();
                    return null;
                  }
                });
            return transaction(
                () -> {
                  try (Session session = unit.factory.openSession()) {
                    assertThat(nativeTitles(session)).containsExactlyInAnyOrder("S3", "IAM", "EKS");
                    return null;
                  }
                });
          });
      assertThat(database.allTitles()).contains("EKS");
    }
  }

  @Test
  void anEntityIsWrittenWhenTheManagerCommits() throws Exception {
    try (Unit unit = Unit.of(pool, Narayana.SETTINGS, LabRun.class)) {
      TenantScopes.call(
          ACME,
          () ->
              transaction(
                  () -> {
                    Session session = unit.factory.openSession();
                    session.joinTransaction();
                    session.find(LabRun.class, 1L).rename("changed");
                    return null;
                  }));
    }
    assertThat(database.allTitles()).contains("changed");
  }

  private static List<String> nativeTitles(Session session) {
    return session
        .createNativeQuery("select title from labs.lab_run", String.class)
        .getResultList();
  }

  private List<String> titles() throws Exception {
    return titles(source);
  }

  private static List<String> titles(DataSource source) throws Exception {
    try (Connection connection = source.getConnection()) {
      return LabsDatabase.titles(connection);
    }
  }
}
