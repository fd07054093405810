package io.leasehold.provisioning.account.internal;

import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.AccountState;
import io.leasehold.provisioning.account.Epoch;
import io.leasehold.provisioning.account.LeaseId;
import io.leasehold.provisioning.account.PoolAccount;
import io.leasehold.provisioning.account.spi.NewAccount;
import io.leasehold.provisioning.plan.StepFailedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of {@code pool_account}. */
record AccountRow(
    UUID key,
    @Nullable AccountId accountId,
    String email,
    String name,
    AccountState state,
    Epoch epoch,
    @Nullable LeaseId lease,
    @Nullable String ticket,
    Instant since,
    @Nullable String waitingFor,
    @Nullable String lastError,
    @Nullable String reason) {

  static AccountRow read(ResultSet row) throws SQLException {
    String accountId = row.getString("account_id");
    UUID lease = row.getObject("lease_id", UUID.class);
    return new AccountRow(
        row.getObject("id", UUID.class),
        accountId == null ? null : AccountId.of(accountId),
        row.getString("email"),
        row.getString("name"),
        AccountState.valueOf(row.getString("state")),
        new Epoch(row.getLong("epoch")),
        lease == null ? null : new LeaseId(lease),
        row.getString("ticket"),
        Query.instant(row, "state_since"),
        row.getString("waiting_for"),
        row.getString("last_error"),
        row.getString("reason"));
  }

  /** The AWS id, at a step that comes after the creation. */
  AccountId known() {
    if (accountId == null) {
      throw new StepFailedException(
          "LH-PRV-214", "Pool account " + name + " has no AWS account id; nothing can be done.");
    }
    return accountId;
  }

  NewAccount wanted() {
    return new NewAccount(email, name);
  }

  PoolAccount snapshot() {
    return new PoolAccount(accountId, email, state, epoch, lease, since, waitingFor, reason);
  }
}
