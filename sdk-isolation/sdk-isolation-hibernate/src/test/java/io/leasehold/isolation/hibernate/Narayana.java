package io.leasehold.isolation.hibernate;

import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.internal.arjuna.objectstore.VolatileStore;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.narayana.NarayanaTransactionIntegration;
import io.leasehold.isolation.hibernate.SoakLane.Body;
import io.leasehold.isolation.hibernate.SoakLane.End;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.hibernate.Session;

/** A real transaction manager, with a pool that enlists. */
public final class Narayana {

  static {
    // Nothing to recover after a test, so nothing to write beside it.
    for (String store : Arrays.asList(null, "communicationStore", "stateStore")) {
      BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, store)
          .setObjectStoreType(VolatileStore.class.getName());
    }
  }

  public static final TransactionManager MANAGER =
      com.arjuna.ats.jta.TransactionManager.transactionManager();
  public static final TransactionSynchronizationRegistry REGISTRY =
      jtaPropertyManager.getJTAEnvironmentBean().getTransactionSynchronizationRegistry();

  /** For a persistence unit. */
  static final Map<String, Object> SETTINGS =
      Map.of(
          "hibernate.transaction.coordinator_class", "jta",
          "hibernate.transaction.jta.platform", "JBossTS");

  private Narayana() {}

  public static AgroalDataSource pool(String url, int size) throws SQLException {
    return AgroalDataSource.from(
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(
                pool ->
                    pool.maxSize(size)
                        .acquisitionTimeout(Duration.ofSeconds(5))
                        .connectionValidator(ConnectionValidator.defaultValidator())
                        .validateOnBorrow(true)
                        .transactionIntegration(
                            new NarayanaTransactionIntegration(MANAGER, REGISTRY))
                        .connectionFactoryConfiguration(
                            factory ->
                                factory.jdbcUrl(url).principal(new NamePrincipal("labs_app")))));
  }

  /** In a transaction that the manager ends. */
  public static <T> T transaction(Callable<T> work) throws Exception {
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

  /** Transactions of the manager, with plain JDBC or, every other time, with Hibernate. */
  static SoakLane lane(AgroalDataSource raw, DataSource source, Unit unit) {
    return new SoakLane() {
      private int turn;

      @Override
      public boolean transaction(Body body, End end) throws Exception {
        MANAGER.begin();
        try {
          if (turn++ % 2 == 0) {
            try (Connection connection = source.getConnection()) {
              body.on(connection, null);
            }
          } else {
            try (Session session = unit.factory.openSession()) {
              Soaks.inside(session, body);
            }
          }
          if (end == End.ROLLBACK || end == End.DROP) {
            MANAGER.rollback();
            return false;
          }
          MANAGER.commit();
          return true;
        } finally {
          if (MANAGER.getStatus() != Status.STATUS_NO_TRANSACTION) {
            MANAGER.rollback();
          }
        }
      }

      @Override
      public boolean hasSavepoints() {
        return false;
      }

      @Override
      public Connection raw() throws SQLException {
        return raw.getConnection();
      }
    };
  }
}
