package io.leasehold.isolation.hibernate;

import io.leasehold.isolation.hibernate.internal.SignedSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Row security that believes a proof and not a variable: SQL text that runs in a tenant's
 * transaction, whoever wrote it, cannot become another tenant.
 *
 * <p>The proof is an HMAC over the tenant, the database, the session of PostgreSQL and the start of
 * the transaction; it is good for that one transaction and needs no clock of the application's. The
 * policies ask a function, once for each statement, that checks it with a key which the
 * application's role cannot read.
 *
 * <pre>{@code
 * SignedTenants.statements().forEach(migration::execute);                 // as the tables' owner
 * key.install(ownersConnection);
 * RowSecurity.enable("labs.lab_run").tenant(SignedTenants.EXPRESSION);    // in place of the plain one
 * TenantDataSource.around(pool).signed(key);                              // in the application
 * }</pre>
 */
public final class SignedTenants {

  /** What the policies compare the tenant column with. */
  public static final TenantExpression EXPRESSION =
      TenantExpression.function("leasehold_signed.tenant()");

  private SignedTenants() {}

  /**
   * The statements of a migration, in order, to be run by the tables' owner; safe to repeat. They
   * make the schema {@code leasehold_signed}. The role that runs them can read the keys, so it must
   * not be the application's.
   */
  public static List<String> statements() {
    return SignedSql.STATEMENTS;
  }

  /** The statements as one script, each ended by a semicolon. */
  public static String script() {
    return String.join(";\n", statements()) + ";\n";
  }

  /**
   * The statement that keeps the text of the application's queries out of {@code pg_stat_activity},
   * where each of its sessions could read it: to be run by a superuser.
   *
   * @param role the application's role
   * @throws IllegalArgumentException if the name is not a plain lower-case SQL name
   */
  public static String hideQueriesOf(String role) {
    if (!RowSecurity.isPlainName(role)) {
      throw new IllegalArgumentException(
          "a role is named by lower-case letters, digits and '_'; not '" + role + "'");
    }
    return "alter role \"" + role + "\" set track_activities = off";
  }

  /**
   * Makes PostgreSQL forget a key; what was proved by it shows no row from then on.
   *
   * @param owner a connection of the role that ran {@link #statements()}
   * @param id the key's
   */
  public static void retire(Connection owner, String id) throws SQLException {
    try (PreparedStatement statement = owner.prepareStatement(SignedSql.RETIRE_KEY)) {
      statement.setString(1, id);
      statement.executeUpdate();
    }
  }
}
