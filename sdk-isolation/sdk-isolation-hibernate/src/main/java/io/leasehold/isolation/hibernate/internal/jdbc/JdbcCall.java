package io.leasehold.isolation.hibernate.internal.jdbc;

import java.lang.reflect.Method;
import java.sql.Statement;
import java.util.Set;

/**
 * What a guard has to know about a method of JDBC that it calls by reflection.
 *
 * @param own the guard answers it itself
 * @param runs it runs SQL
 * @param text it may be given SQL text
 * @param reaches what it returns may have to be guarded, too
 */
record JdbcCall(boolean own, boolean runs, boolean text, boolean reaches) {

  private static final Set<String> OWN =
      Set.of("equals", "hashCode", "toString", "isWrapperFor", "unwrap");

  static JdbcCall of(Method method) {
    String name = method.getName();
    Class<?> returned = method.getReturnType();
    return new JdbcCall(
        OWN.contains(name),
        Statement.class.isAssignableFrom(method.getDeclaringClass()) && name.startsWith("execute"),
        name.startsWith("execute") || name.equals("addBatch"),
        // All that is guarded is an interface; a class, as that of text or a number, is not.
        returned.isInterface() || returned == Object.class);
  }
}
