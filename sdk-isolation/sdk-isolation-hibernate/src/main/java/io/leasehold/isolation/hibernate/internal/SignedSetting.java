package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.isolation.hibernate.TenantSigningKey;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tenant with a proof, in a session from which everything was taken that an earlier transaction
 * may have left there: who can run SQL could leave a statement or a table under a name that the
 * next tenant uses. To clean and to ask what is to be proven is one wait for PostgreSQL; the proof
 * goes along with the first statement. Thread-safe.
 */
public final class SignedSetting implements TenantSetting {

  private static final Set<String> CARRIED =
      Collections.unmodifiableSet(
          new LinkedHashSet<>(List.of(TenantDataSource.VARIABLE, SignedSql.PROOF)));

  private final TenantSigningKey key;
  private final String ask;

  private SignedSetting(TenantSigningKey key, String ask) {
    this.key = key;
    this.ask = ask;
  }

  /** With proofs by the key, in sessions in which SQL of anybody's choice may have run. */
  public static SignedSetting cleaning(TenantSigningKey key) {
    return new SignedSetting(key, SignedSql.ASK);
  }

  /** With proofs by the key, in sessions that are left as they are. */
  public static SignedSetting of(TenantSigningKey key) {
    return new SignedSetting(key, SignedSql.ASK_ONLY);
  }

  /** Asked before; what it is told is of this transaction, so the first statement may carry it. */
  @Override
  public Set<String> carried() {
    return CARRIED;
  }

  @Override
  public Map<String, String> variables(Connection connection, String tenant) throws SQLException {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put(TenantDataSource.VARIABLE, tenant);
    variables.put(SignedSql.PROOF, key.prove(tenant + "|" + challenge(connection)));
    return variables;
  }

  // A statement of its own each time, so that PostgreSQL keeps it under no name.
  private String challenge(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      boolean rows = statement.execute(ask);
      while (!rows && statement.getUpdateCount() >= 0) {
        rows = statement.getMoreResults();
      }
      try (ResultSet row = statement.getResultSet()) {
        if (row == null || !row.next()) {
          throw new SQLException("PostgreSQL did not say what is to be proven");
        }
        return row.getString(1);
      }
    }
  }
}
