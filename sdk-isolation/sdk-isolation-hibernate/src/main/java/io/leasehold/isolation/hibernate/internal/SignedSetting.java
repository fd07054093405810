package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.isolation.hibernate.TenantSigningKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The tenant with a proof, in a session from which everything was taken that an earlier transaction
 * may have left there: who can run SQL could leave a statement or a table under a name that the
 * next tenant uses. Thread-safe.
 */
public final class SignedSetting implements TenantSetting {

  // Names with their schema: the path of names is whatever the transaction before left.
  private static final String ASK =
      "select leasehold_signed.challenge(), leasehold_signed.said(),"
          + " pg_catalog.current_setting('default_transaction_isolation')";

  // What can be done inside a transaction of what DISCARD ALL does.
  private static final String CLEAN =
      "deallocate all; close all; unlisten *; reset role; reset all; discard temp;"
          + " discard sequences; select pg_catalog.pg_advisory_unlock_all();"
          + " set session characteristics as transaction isolation level ";

  private static final Set<String> ISOLATION =
      Set.of("read committed", "repeatable read", "serializable", "read uncommitted");

  private final TenantSigningKey key;
  private final boolean cleaning;

  /** With proofs by the key. */
  public SignedSetting(TenantSigningKey key) {
    this(key, true);
  }

  /** For a test that shows why sessions are cleaned. */
  SignedSetting(TenantSigningKey key, boolean cleaning) {
    this.key = key;
    this.cleaning = cleaning;
  }

  @Override
  public Map<String, String> variables(Connection connection, String tenant) throws SQLException {
    Map<String, String> variables = new LinkedHashMap<>();
    // A statement of its own each time, so that PostgreSQL keeps it under no name.
    try (Statement statement = connection.createStatement()) {
      String challenge;
      String isolation;
      boolean proven;
      try (ResultSet row = statement.executeQuery(ASK)) {
        row.next();
        challenge = row.getString(1);
        proven = tenant.equals(row.getString(2));
        isolation = row.getString(3);
      }
      if (!ISOLATION.contains(isolation)) {
        throw new SQLException("the isolation level of transactions is unknown: " + isolation);
      }
      // Proven in this very transaction, perhaps by another handle: what is there is its own.
      if (cleaning && !proven) {
        statement.execute(CLEAN + isolation);
      }
      variables.put(TenantDataSource.VARIABLE, tenant);
      variables.put(SignedSql.PROOF, key.prove(tenant + "|" + challenge));
    }
    return variables;
  }
}
