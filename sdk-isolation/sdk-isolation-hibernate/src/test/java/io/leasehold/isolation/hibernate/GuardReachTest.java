package io.leasehold.isolation.hibernate;

import static io.leasehold.isolation.hibernate.Tenants.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every method of JDBC's interfaces is called, and whatever comes back is guarded. */
class GuardReachTest {

  private static final List<Class<?>> GUARDED =
      List.of(
          Connection.class, Statement.class, ResultSet.class, DatabaseMetaData.class, Array.class);

  // Of newer Java; they make text from text.
  private static final Set<String> TEXT_ONLY =
      Set.of("enquoteLiteral", "enquoteNCharLiteral", "enquoteIdentifier", "isSimpleIdentifier");

  // They would end what the others are called on.
  private static final Set<String> LAST = Set.of("close", "abort", "free", "setNetworkTimeout");

  private final LabsDatabase database = LabsDatabase.isolated();

  @Test
  void whateverComesBackIsGuarded() throws Exception {
    Tenants.as(
        ACME,
        TenantDataSource.around(database.app()),
        connection -> {
          int reached = 0;
          for (var entry : objects(connection).entrySet()) {
            for (Method method : entry.getKey().getMethods()) {
              if (!LAST.contains(method.getName())) {
                reached += reached(connection, entry.getKey(), method);
              }
            }
          }
          // The connection's statements, results, arrays, what the database says: not nothing.
          assertThat(reached).isGreaterThan(50);
          connection.rollback();
          return null;
        });
  }

  private static int reached(Connection connection, Class<?> type, Method method) throws Exception {
    connection.rollback();
    connection.setAutoCommit(false);
    Object guard = objects(connection).get(type);
    Object found;
    try {
      found = method.invoke(guard, arguments(method, guard));
    } catch (InvocationTargetException refused) {
      return 0;
    }
    if (GUARDED.stream().noneMatch(one -> one.isInstance(found))) {
      return 0;
    }
    assertThat(isGuard(found)).as("%s of %s", method, type).isTrue();
    if (found instanceof Connection back) {
      assertThat(back).as("%s", method).isSameAs(connection);
    }
    return 1;
  }

  private static boolean isGuard(Object found) {
    Class<?> type =
        Proxy.isProxyClass(found.getClass())
            ? Proxy.getInvocationHandler(found).getClass()
            : found.getClass();
    return type.getPackageName().endsWith(".internal.jdbc");
  }

  /** One of each, where the column and the parameter 1 exist. */
  private static Map<Class<?>, Object> objects(Connection connection) throws Exception {
    Map<Class<?>, Object> all = new LinkedHashMap<>();
    all.put(Connection.class, connection);
    all.put(DatabaseMetaData.class, connection.getMetaData());
    Statement statement = connection.createStatement();
    statement.execute("select 1");
    all.put(Statement.class, statement);
    PreparedStatement prepared = connection.prepareStatement("select ?::text");
    prepared.setString(1, "1");
    prepared.execute();
    all.put(PreparedStatement.class, prepared);
    CallableStatement call = connection.prepareCall("select '{1}'::int[]");
    call.execute();
    all.put(CallableStatement.class, call);
    ResultSet rows =
        connection.createStatement().executeQuery("select '{1}'::int[] as one, 1 as other");
    rows.next();
    all.put(ResultSet.class, rows);
    all.put(Array.class, rows.getArray(1));
    return all;
  }

  private static Object[] arguments(Method method, Object guard) {
    return Arrays.stream(method.getParameterTypes())
        .map(type -> argument(method, type, guard))
        .toArray();
  }

  private static Object argument(Method method, Class<?> type, Object guard) {
    if (type == String.class) {
      return guard instanceof ResultSet
          ? "one"
          : guard instanceof DatabaseMetaData ? null : "select 1";
    }
    if (type == boolean.class) {
      return false;
    }
    if (type == int.class) {
      boolean typed = method.getName().equals("createStatement");
      boolean prepares = method.getName().startsWith("prepare");
      return typed || prepares ? ResultSet.TYPE_FORWARD_ONLY : 1;
    }
    if (type == long.class) {
      return 1L;
    }
    if (type == Class.class) {
      return guard instanceof ResultSet ? Array.class : Connection.class;
    }
    if (type == Map.class) {
      return Map.of();
    }
    if (type == Object[].class) {
      return new Object[] {"1"};
    }
    return switch (type.getName()) {
      case "short" -> (short) 1;
      case "byte" -> (byte) 1;
      case "float" -> 1f;
      case "double" -> 1d;
      default -> null;
    };
  }

  @Test
  void noMethodIsLeftToTheDefaultOfItsInterface() throws Exception {
    Tenants.as(
        ACME,
        TenantDataSource.around(database.app()),
        connection -> {
          for (var entry : objects(connection).entrySet()) {
            Class<?> guard = entry.getValue().getClass();
            if (Proxy.isProxyClass(guard)) {
              continue; // All that there is, and will be, comes to the handler.
            }
            assertThat(
                    Arrays.stream(guard.getMethods())
                        .filter(method -> !Modifier.isStatic(method.getModifiers()))
                        .filter(
                            method -> method.getDeclaringClass().getName().startsWith("java.sql"))
                        .filter(method -> !TEXT_ONLY.contains(method.getName())))
                .as(guard.getName())
                .isEmpty();
          }
          return null;
        });
  }

  @Test
  void nobodyElseCanCastToAGuardAndAskItForWhatIsUnderneath() throws Exception {
    Tenants.as(
        ACME,
        TenantDataSource.around(database.app()),
        connection -> {
          for (Object guard : objects(connection).values()) {
            Class<?> type = guard.getClass();
            assertThat(Proxy.isProxyClass(type) || !Modifier.isPublic(type.getModifiers()))
                .as(type.getName())
                .isTrue();
          }
          return null;
        });
  }
}
