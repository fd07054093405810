package io.leasehold.provisioning.plan;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Random;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Breaks connections at random: before a statement, after one, before a commit, and after a commit
 * so that its answer is lost.
 */
final class UnreliableDataSource implements DataSource {

  private final DataSource reliable;
  private final Random random;
  private final double rate;
  private volatile boolean calm;

  UnreliableDataSource(DataSource reliable, long seed, double rate) {
    this.reliable = reliable;
    this.random = new Random(seed);
    this.rate = rate;
  }

  void calmDown() {
    calm = true;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = reliable.getConnection();
    return proxy(
        Connection.class,
        (method, arguments) -> {
          if (method.getName().equals("prepareStatement")) {
            maybeBreak(connection);
            return statement(connection, call(connection, method, arguments));
          }
          if (method.getName().equals("commit")) {
            maybeBreak(connection);
            connection.commit();
            maybeBreak(connection);
            return null;
          }
          return call(connection, method, arguments);
        });
  }

  private Object statement(Connection connection, Object statement) {
    return proxy(
        java.sql.PreparedStatement.class,
        (method, arguments) -> {
          Object result = call(statement, method, arguments);
          if (method.getName().startsWith("execute")) {
            maybeBreak(connection);
          }
          return result;
        });
  }

  private void maybeBreak(Connection connection) throws SQLException {
    boolean breaks;
    synchronized (random) {
      breaks = !calm && random.nextDouble() < rate;
    }
    if (breaks) {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
      throw new SQLException("The connection broke, says the test.", "08006");
    }
  }

  private interface Call {
    Object on(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> call.on(method, arguments)));
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    throw new SQLException("not used");
  }

  @Override
  public PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> iface) throws SQLException {
    throw new SQLException("not used");
  }

  @Override
  public boolean isWrapperFor(Class<?> iface) {
    return false;
  }
}
