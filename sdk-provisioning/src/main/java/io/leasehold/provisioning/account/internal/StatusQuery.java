package io.leasehold.provisioning.account.internal;

import io.leasehold.provisioning.account.AccountState;
import io.leasehold.provisioning.account.PoolStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Counts the pool in one statement, so that the numbers are of one instant. */
final class StatusQuery {

  private StatusQuery() {}

  static PoolStatus read(Connection c) throws SQLException {
    Map<String, Long> numbers = new HashMap<>();
    Query.of(
            """
            select state, count(*) from $.pool_account group by state
            union all
            select 'registered', count(*) from $.account_transition where from_state is null
            union all
            select 'queued', count(*) from $.lease where state = 'QUEUED'
            union all
            select 'live', count(*) from $.lease where state in ('CLAIMED', 'ACTIVE')
            union all
            select 'stale', value from $.pool_meter where name = 'stale-commands'
            """)
        .all(c, row -> numbers.put(row.getString(1), row.getLong(2)));
    Map<AccountState, Integer> accounts = new EnumMap<>(AccountState.class);
    for (AccountState state : AccountState.values()) {
      accounts.put(state, numbers.getOrDefault(state.name(), 0L).intValue());
    }
    return new PoolStatus(
        accounts,
        number(numbers, "registered"),
        number(numbers, "queued"),
        number(numbers, "live"),
        numbers.getOrDefault("stale", 0L));
  }

  private static int number(Map<String, Long> numbers, String name) {
    return Math.toIntExact(numbers.getOrDefault(name, 0L));
  }
}
