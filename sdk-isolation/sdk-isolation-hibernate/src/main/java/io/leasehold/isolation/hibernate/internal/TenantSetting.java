package io.leasehold.isolation.hibernate.internal;

import io.leasehold.isolation.hibernate.TenantDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * How a transaction says to PostgreSQL whose rows it is about: variables that are set for that
 * transaction only. Thread-safe.
 */
@FunctionalInterface
public interface TenantSetting {

  /** One variable with the tenant's id, which the application's role could set itself, too. */
  TenantSetting PLAIN =
      carrying(
          Set.of(TenantDataSource.VARIABLE),
          (connection, tenant) -> Map.of(TenantDataSource.VARIABLE, tenant));

  /**
   * The same, when the first statement of a transaction may carry the variables along, which saves
   * a round trip.
   *
   * @param names of the variables, in order
   */
  static TenantSetting carrying(Set<String> names, TenantSetting setting) {
    return new TenantSetting() {

      @Override
      public Map<String, String> variables(Connection connection, String tenant)
          throws SQLException {
        return setting.variables(connection, tenant);
      }

      @Override
      public Set<String> carried() {
        return names;
      }
    };
  }

  /**
   * The variables of the transaction that is open on the connection, by name. They are set in one
   * statement, right after this, before the first statement of the transaction, and again when what
   * was set may have been undone; statements that this runs itself are in the same transaction.
   *
   * @param connection the real one, not guarded
   * @param tenant the tenant's id, empty for none
   * @return a map that names the same variables, in the same order, for each tenant
   * @throws SQLException to refuse the statement that is about to run
   */
  Map<String, String> variables(Connection connection, String tenant) throws SQLException;

  /**
   * The names of the variables, in order, when the first statement of a transaction may carry them
   * along; empty otherwise. {@link #variables} is asked for their values right before it runs.
   */
  default Set<String> carried() {
    return Set.of();
  }

  /** This, and then the other one, which wins where both name a variable. */
  default TenantSetting and(TenantSetting other) {
    Set<String> names = new LinkedHashSet<>();
    if (!carried().isEmpty() && !other.carried().isEmpty()) {
      names.addAll(carried());
      names.addAll(other.carried());
    }
    return carrying(
        names,
        (connection, tenant) -> {
          Map<String, String> both = new LinkedHashMap<>(variables(connection, tenant));
          both.putAll(other.variables(connection, tenant));
          return both;
        });
  }
}
