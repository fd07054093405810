package io.leasehold.isolation.hibernate;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the application and PostgreSQL: the client is connected to one session, and its
 * statements run in others.
 *
 * @param real where the sessions come from
 * @param sessions how many sessions the statements of one transaction are spread over
 */
record SplittingPooler(DataSource real, int sessions) implements DataSource {

  @Override
  public Connection getConnection() throws SQLException {
    Connection told = real.getConnection();
    Connection[] behind = new Connection[sessions];
    for (int i = 0; i < sessions; i++) {
      behind[i] = real.getConnection();
    }
    AtomicInteger next = new AtomicInteger();
    return (Connection)
        Proxy.newProxyInstance(
            SplittingPooler.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (self, method, arguments) -> {
              try {
                boolean statement =
                    method.getName().endsWith("Statement") || method.getName().startsWith("set");
                if (statement && !method.getName().equals("setSavepoint")) {
                  if (method.getName().startsWith("setAuto")) {
                    for (Connection each : behind) {
                      each.setAutoCommit((boolean) arguments[0]);
                    }
                    return null;
                  }
                  return method.invoke(
                      behind[Math.floorMod(next.getAndIncrement(), sessions)], arguments);
                }
                if (method.getName().equals("close")) {
                  told.close();
                  for (Connection each : behind) {
                    each.close();
                  }
                  return null;
                }
                boolean asked =
                    method.getName().equals("getMetaData") || method.getName().equals("unwrap");
                return method.invoke(asked ? told : behind[0], arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
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
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("wraps nothing");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
