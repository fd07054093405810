package io.leasehold.isolation.hibernate.internal;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the guard has to know about a method of JDBC, found out once: most calls read a column, and
 * there are many of them.
 *
 * @param own the guard answers it itself
 * @param runs it runs SQL
 * @param reads it reads the next row
 * @param text it may be given SQL text
 * @param ends it may end a transaction
 * @param reaches what it returns may have to be guarded, too
 */
record JdbcCall(
    boolean own, boolean runs, boolean reads, boolean text, boolean ends, boolean reaches) {

  private static final Set<String> OWN =
      Set.of("equals", "hashCode", "toString", "isWrapperFor", "unwrap");

  private static final Set<String> ROW_WRITES =
      Set.of("insertRow", "updateRow", "deleteRow", "refreshRow");

  private static final Set<String> ROW_READS =
      Set.of("next", "previous", "first", "last", "absolute", "relative");

  private static final Set<String> ENDS =
      Set.of("commit", "close", "abort", "setAutoCommit", "rollback");

  // Of the interfaces of JDBC only, which are not many.
  private static final Map<Method, JdbcCall> KNOWN = new ConcurrentHashMap<>();

  static JdbcCall of(Method method) {
    JdbcCall known = KNOWN.get(method);
    return known == null ? KNOWN.computeIfAbsent(method, JdbcCall::lookAt) : known;
  }

  private static JdbcCall lookAt(Method method) {
    String name = method.getName();
    Class<?> from = method.getDeclaringClass();
    Class<?> returned = method.getReturnType();
    boolean rows = from == ResultSet.class;
    return new JdbcCall(
        OWN.contains(name),
        (rows && ROW_WRITES.contains(name))
            || (Statement.class.isAssignableFrom(from) && name.startsWith("execute")),
        rows && ROW_READS.contains(name),
        name.startsWith("execute") || name.startsWith("prepare") || name.equals("addBatch"),
        from == Connection.class && ENDS.contains(name),
        // All that is guarded is an interface; a class, as that of text or a number, is not.
        returned.isInterface() || returned == Object.class);
  }

  /** Nothing is to be done before or after it. */
  boolean isPlain() {
    return !own && !runs && !reads && !text && !ends && !reaches;
  }
}
