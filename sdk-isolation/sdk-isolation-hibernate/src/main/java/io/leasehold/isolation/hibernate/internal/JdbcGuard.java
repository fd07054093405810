package io.leasehold.isolation.hibernate.internal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of one JDBC object and of everything that can be reached from it, so that no
 * statement runs before {@link StatementGate#beforeStatement()} let it.
 */
final class JdbcGuard implements InvocationHandler {

  private static final Object[] NOTHING = {};

  // From special to general: an object is guarded as the first that it is.
  private static final List<Class<?>> GUARDED =
      List.of(
          CallableStatement.class,
          PreparedStatement.class,
          Statement.class,
          ResultSet.class,
          DatabaseMetaData.class,
          Connection.class,
          Array.class);

  // As what an object is guarded, by its class; Object when it is not.
  private static final ClassValue<Class<?>> GUARDED_AS =
      new ClassValue<>() {
        @Override
        protected Class<?> computeValue(Class<?> type) {
          return GUARDED.stream()
              .<Class<?>>map(guarded -> guarded)
              .filter(guarded -> guarded.isAssignableFrom(type))
              .findFirst()
              .orElse(Object.class);
        }
      };

  private final Object delegate;
  private final StatementGate gate;
  private final @Nullable Connection connection;
  private final @Nullable Object parent;
  private boolean endsTransaction;
  private @Nullable FirstStatement first;

  private JdbcGuard(
      Object delegate,
      StatementGate gate,
      @Nullable Connection connection,
      @Nullable Object parent) {
    this.delegate = delegate;
    this.gate = gate;
    this.connection = connection;
    this.parent = parent;
  }

  static Connection around(Connection connection, StatementGate gate) {
    return proxy(Connection.class, new JdbcGuard(connection, gate, null, null));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    JdbcCall call = JdbcCall.of(method);
    if (call.isPlain() && first == null) {
      try {
        return method.invoke(delegate, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause() == null ? e : e.getCause();
      }
    }
    Object[] given = arguments == null ? NOTHING : arguments;
    return call.own() ? own(proxy, method, given) : guarded(call, proxy, method, given);
  }

  private Object own(Object proxy, Method method, Object[] given) throws SQLException {
    return switch (method.getName()) {
      case "equals" -> proxy == given[0];
      case "hashCode" -> System.identityHashCode(proxy);
      // The driver takes a foreign array by its text.
      case "toString" -> delegate instanceof Array ? delegate.toString() : "guarded " + delegate;
      case "isWrapperFor" -> ((Class<?>) given[0]).isInstance(proxy);
      default -> unwrap(proxy, (Class<?>) given[0]);
    };
  }

  private static Object unwrap(Object proxy, Class<?> type) throws SQLException {
    if (type.isInstance(proxy)) {
      return proxy;
    }
    throw TenantConnections.unwrapRefused(type);
  }

  private @Nullable Object guarded(JdbcCall call, Object proxy, Method method, Object[] arguments)
      throws Throwable {
    String name = method.getName();
    boolean text = call.text() && TransactionText.mayEnd(arguments);
    endsTransaction |= text && name.equals("addBatch");
    boolean runs = call.runs();
    StatementGate.Opening opening = runs ? opening(name, arguments) : null;
    if (opening == null && runs) {
      gate.beforeStatement();
    } else if (call.reads()) {
      gate.beforeRead();
    }
    if (name.equals("close") && delegate instanceof Connection) {
      gate.closing();
    }
    try {
      Object result = opening == null ? call(method, arguments) : carry(opening, name);
      Object guarded = call.reaches() ? guard(proxy, result, text) : result;
      if (!text && FirstStatement.isPrepared(name, arguments)) {
        mayBeFirst(guarded, (String) arguments[0]);
      }
      return guarded;
    } catch (SQLException e) {
      throw gate.failed(e);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SQLException cause) {
        throw gate.failed(cause);
      }
      throw e.getCause() == null ? e : e.getCause();
    } finally {
      if (runs && (text || endsTransaction)) {
        gate.unsettled();
      }
      if (call.ends()) {
        followTransaction(name, arguments);
      }
    }
  }

  /** What the statement can tell PostgreSQL itself; null when it is told, or has to be, before. */
  private StatementGate.@Nullable Opening opening(String name, Object[] arguments)
      throws SQLException {
    FirstStatement mayCarry = first;
    if (mayCarry == null) {
      return null;
    }
    StatementGate.Opening opening = mayCarry.canRun(name, arguments) ? gate.opening() : null;
    if (opening == null) {
      first = null;
      mayCarry.close();
    }
    return opening;
  }

  private void mayBeFirst(@Nullable Object statement, String sql) throws SQLException {
    int variables = gate.toCarry();
    if (variables > 0 && statement != null && delegate instanceof Connection real) {
      ((JdbcGuard) Proxy.getInvocationHandler(statement)).first =
          FirstStatement.prepare(real, sql, variables);
    }
  }

  private @Nullable Object carry(StatementGate.Opening opening, String name) throws SQLException {
    Object result = Objects.requireNonNull(first).run(name, opening.variables());
    opening.ran().run();
    return result;
  }

  private @Nullable Object call(Method method, Object[] arguments)
      throws InvocationTargetException, IllegalAccessException, SQLException {
    FirstStatement follows = first;
    if (follows == null) {
      return method.invoke(delegate, arguments);
    }
    PreparedStatement answers = follows.answering(method.getName());
    if (answers != null) {
      return method.invoke(answers, arguments);
    }
    try {
      return method.invoke(delegate, arguments);
    } finally {
      if (!follows.follow(method, arguments)) {
        first = null;
        follows.close();
      }
    }
  }

  private void followTransaction(String name, Object[] arguments) {
    switch (name) {
      case "commit" -> gate.ended();
      case "close", "abort" -> {
        gate.ended();
        gate.closed();
      }
      case "setAutoCommit" -> {
        if (Boolean.TRUE.equals(arguments[0])) {
          gate.ended();
        }
      }
      case "rollback" -> {
        if (arguments.length == 0) {
          gate.ended();
        } else {
          // What was set after the savepoint is undone with it.
          gate.unsettled();
        }
      }
      default -> {}
    }
  }

  private @Nullable Object guard(Object proxy, @Nullable Object result, boolean text) {
    Class<?> type = result == null ? Object.class : GUARDED_AS.get(result.getClass());
    if (result == null || type == Object.class) {
      return result;
    }
    if (result instanceof Connection) {
      return connection;
    }
    if (result instanceof Statement && delegate instanceof ResultSet && parent != null) {
      return parent;
    }
    Connection root = proxy instanceof Connection own ? own : connection;
    Object producer = delegate instanceof Statement ? proxy : null;
    JdbcGuard guard = new JdbcGuard(result, gate, root, producer);
    guard.endsTransaction = text;
    return proxy(type, guard);
  }

  private static <T> T proxy(Class<T> type, JdbcGuard guard) {
    return type.cast(
        Proxy.newProxyInstance(JdbcGuard.class.getClassLoader(), new Class<?>[] {type}, guard));
  }
}
