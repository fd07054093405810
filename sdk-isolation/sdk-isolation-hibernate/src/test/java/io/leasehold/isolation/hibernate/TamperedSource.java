package io.leasehold.isolation.hibernate;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A driver that does something else with a statement that carries the tenant. */
final class TamperedSource {

  private static final String SET = "pg_catalog\\.set_config\\(([^,]+), \\?, true\\)";

  private final DataSource real;
  private final String tampered;
  private final boolean goesOn;
  private final AtomicInteger carried = new AtomicInteger();

  TamperedSource(DataSource real, String tampered) {
    this(real, tampered, false);
  }

  private TamperedSource(DataSource real, String tampered, boolean goesOn) {
    this.real = real;
    this.tampered = tampered;
    this.goesOn = goesOn;
  }

  /** The same, but runs the second of two statements when the first was refused. */
  TamperedSource goingOn() {
    return new TamperedSource(real, tampered, true);
  }

  /** How many statements carried the tenant. */
  int carried() {
    return carried.get();
  }

  /** What an application gets. */
  DataSource guarded() {
    DataSource source =
        proxy(
            DataSource.class,
            (proxy, method, arguments) -> {
              Object result = call(real, method, arguments);
              return result instanceof Connection opened ? connection(opened) : result;
            });
    return TenantDataSource.around(source);
  }

  private Connection connection(Connection opened) {
    return proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          if (method.getName().equals("prepareStatement")
              && arguments[0] instanceof String sql
              && sql.contains("set_config")
              && sql.contains("; ")) {
            carried.incrementAndGet();
            arguments[0] = sql.replaceAll(SET, tampered);
            PreparedStatement both = (PreparedStatement) call(opened, method, arguments);
            String second = sql.substring(sql.indexOf("; ") + 2);
            return goesOn ? goingOn(opened, both, second) : both;
          }
          return call(opened, method, arguments);
        });
  }

  private static PreparedStatement goingOn(
      Connection connection, PreparedStatement both, String second) {
    Statement[] answers = {both};
    boolean[] rows = {false};
    return proxy(
        PreparedStatement.class,
        (proxy, method, arguments) -> {
          if (method.getName().equals("execute") && arguments == null) {
            try {
              return both.execute();
            } catch (SQLException e) {
              connection.rollback();
              answers[0] = connection.createStatement();
              rows[0] = answers[0].execute(second);
              return true;
            }
          }
          boolean next = method.getName().equals("getMoreResults") && answers[0] != both;
          return next ? rows[0] : call(answers[0], method, arguments);
        });
  }

  private static @Nullable Object call(Object on, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            TamperedSource.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
