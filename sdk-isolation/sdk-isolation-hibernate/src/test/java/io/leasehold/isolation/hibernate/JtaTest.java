package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static io.leasehold.isolation.hibernate.Tenants.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.internal.arjuna.objectstore.VolatileStore;
import com.arjuna.ats.jta.TransactionManager;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.narayana.NarayanaTransactionIntegration;
import io.leasehold.tenancy.TenantScopes;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.resource.transaction.backend.jta.internal.JtaTransactionCoordinatorBuilderImpl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Transactions that a manager ends, on connections that a pool enlists: Narayana and Agroal. */
class JtaTest {

  static {
    // Nothing to recover after a test, so nothing to write beside it.
    for (String store : Arrays.asList(null, "communicationStore", "stateStore")) {
      BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, store)
          .setObjectStoreType(VolatileStore.class.getName());
    }
  }

  private static final jakarta.transaction.TransactionManager MANAGER =
      TransactionManager.transactionManager();
  private static final TransactionSynchronizationRegistry REGISTRY =
      jtaPropertyManager.getJTAEnvironmentBean().getTransactionSynchronizationRegistry();

  private final LabsDatabase database = LabsDatabase.isolated();
  private final AgroalDataSource pool = pool();
  private final DataSource source = TenantDataSource.around(pool, REGISTRY);

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
    try (AgroalDataSource second = pool()) {
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
    Map<String, Object> settings =
        Map.of(
            "hibernate.transaction.coordinator_class", "jta",
            "hibernate.transaction.jta.platform", "JBossTS");
    try (Unit unit = Unit.of(pool, settings, LabRun.class)) {
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

  private static <T> T transaction(Callable<T> work) throws Exception {
    MANAGER.begin();
    try {
      T result = work.call();
      MANAGER.commit();
      return result;
    } catch (Throwable e) {
      MANAGER.rollback();
      throw e;
    }
  }

  private AgroalDataSource pool() {
    try {
      return AgroalDataSource.from(
          new AgroalDataSourceConfigurationSupplier()
              .connectionPoolConfiguration(
                  pool ->
                      pool.maxSize(1)
                          .acquisitionTimeout(Duration.ofSeconds(5))
                          .transactionIntegration(
                              new NarayanaTransactionIntegration(MANAGER, REGISTRY))
                          .connectionFactoryConfiguration(
                              factory ->
                                  factory
                                      .jdbcUrl(database.appUrl())
                                      .principal(
                                          new io.agroal.api.security.NamePrincipal("labs_app")))));
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
