package io.leasehold.isolation.hibernate.internal.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of a JDBC object that is seldom used: the call of a procedure, what a database
 * says about itself, an array.
 */
final class ReflectiveGuard implements InvocationHandler {

  private static final Object[] NOTHING = {};

  private final Object real;
  private final Guards guards;
  private boolean mayEndTransaction;

  private ReflectiveGuard(Object real, Guards guards, boolean mayEndTransaction) {
    this.real = real;
    this.guards = guards;
    this.mayEndTransaction = mayEndTransaction;
  }

  static <T> T around(Class<T> type, T real, Guards guards, boolean mayEndTransaction) {
    return type.cast(
        Proxy.newProxyInstance(
            ReflectiveGuard.class.getClassLoader(),
            new Class<?>[] {type},
            new ReflectiveGuard(real, guards, mayEndTransaction)));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    JdbcCall call = JdbcCall.of(method);
    Object[] given = arguments == null ? NOTHING : arguments;
    return call.own() ? own(proxy, method, given) : guarded(call, proxy, method, given);
  }

  private Object own(Object proxy, Method method, Object[] given) throws SQLException {
    return switch (method.getName()) {
      case "equals" -> proxy == given[0];
      case "hashCode" -> System.identityHashCode(proxy);
      // The driver takes a foreign array by its text.
      case "toString" -> real instanceof Array ? real.toString() : "guarded " + real;
      case "isWrapperFor" -> ((Class<?>) given[0]).isInstance(proxy);
      default -> Guards.unwrap(proxy, (Class<?>) given[0]);
    };
  }

  private @Nullable Object guarded(JdbcCall call, Object proxy, Method method, Object[] given)
      throws Throwable {
    boolean text = call.text() && TransactionText.mayEnd(given);
    mayEndTransaction |= text && method.getName().equals("addBatch");
    StatementGate gate = guards.gate();
    if (call.runs()) {
      gate.beforeStatement();
    }
    try {
      Object result = method.invoke(real, given);
      if (result instanceof Connection) {
        return guards.connection();
      }
      return call.reaches()
          ? guards.any(result, proxy instanceof Statement own ? own : null)
          : result;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw gate.failed(cause);
      }
      throw e.getCause() == null ? e : e.getCause();
    } finally {
      if (call.runs() && (text || mayEndTransaction)) {
        gate.unsettled();
      }
    }
  }
}
