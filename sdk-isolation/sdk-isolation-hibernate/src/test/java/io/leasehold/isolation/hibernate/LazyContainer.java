package io.leasehold.isolation.hibernate;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A container as Open Liberty is one: its handles say "auto-commit" inside its transactions, too,
 * join the transaction with their first statement only, and outlive it.
 */
final class LazyContainer {

  private final Connection physical;
  private final boolean enlists;
  private final Map<Object, Object> resources = new HashMap<>();
  private @Nullable Object transaction;
  private boolean enlisted;

  LazyContainer(DataSource source, boolean enlists) throws SQLException {
    this.physical = source.getConnection();
    this.enlists = enlists;
  }

  void begin() {
    transaction = new Object();
  }

  void commit() throws SQLException {
    if (enlisted) {
      physical.commit();
      physical.setAutoCommit(true);
    }
    enlisted = false;
    transaction = null;
    resources.clear();
  }

  DataSource source() {
    return proxy(DataSource.class, (self, method, arguments) -> handle());
  }

  TransactionSynchronizationRegistry registry() {
    return proxy(
        TransactionSynchronizationRegistry.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "getTransactionKey" -> transaction;
              case "getResource" -> resources.get(arguments[0]);
              case "putResource" -> resources.put(arguments[0], arguments[1]);
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private Connection handle() {
    return proxy(
        Connection.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "getAutoCommit" -> true;
              case "close" -> null;
              case "createStatement" -> statement(Statement.class, physical.createStatement());
              case "prepareStatement" ->
                  statement(
                      PreparedStatement.class, physical.prepareStatement((String) arguments[0]));
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private <T extends Statement> T statement(Class<T> type, T real) {
    return proxy(
        type,
        (self, method, arguments) -> {
          if (method.getName().startsWith("execute")) {
            enlist();
          }
          try {
            return method.invoke(real, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  private void enlist() throws SQLException {
    if (enlists && transaction != null && !enlisted) {
      physical.setAutoCommit(false);
      enlisted = true;
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            LazyContainer.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
