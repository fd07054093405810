package io.leasehold.provisioning.account.internal;

import io.leasehold.provisioning.account.AccountId;
import io.leasehold.provisioning.account.EndReason;
import io.leasehold.provisioning.account.Epoch;
import io.leasehold.provisioning.account.Lease;
import io.leasehold.provisioning.account.LeaseId;
import io.leasehold.provisioning.account.LeaseRequest;
import io.leasehold.provisioning.account.LeaseState;
import io.leasehold.provisioning.plan.RunId;
import io.leasehold.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of {@code lease}: the snapshot that users see and what only the pool needs. */
record LeaseRow(
    Lease lease, long seq, Duration length, @Nullable RunId notifyRun, @Nullable UUID accountKey) {

  static LeaseRow read(ResultSet row) throws SQLException {
    UUID account = row.getObject("account", UUID.class);
    String accountId = row.getString("account_id");
    long epoch = row.getLong("epoch");
    String reason = row.getString("end_reason");
    String notifyRun = row.getString("notify_run");
    Lease lease =
        new Lease(
            new LeaseId(row.getObject("id", UUID.class)),
            TenantId.of(row.getString("tenant")),
            row.getString("principal"),
            row.getString("purpose"),
            LeaseState.valueOf(row.getString("state")),
            accountId == null ? null : AccountId.of(accountId),
            account == null ? null : new Epoch(epoch),
            Query.instant(row, "requested_at"),
            Query.instantOrNull(row, "expires_at"),
            reason == null ? null : EndReason.valueOf(reason));
    return new LeaseRow(
        lease,
        row.getLong("seq"),
        Duration.ofMillis(row.getLong("length_ms")),
        notifyRun == null ? null : RunId.of(notifyRun),
        account);
  }

  boolean answers(LeaseRequest request) {
    return lease.principal().equals(request.principal())
        && lease.purpose().equals(request.purpose())
        && length.equals(Duration.ofMillis(request.length().toMillis()));
  }

  boolean carries(Epoch epoch) {
    return epoch.equals(lease.epoch());
  }
}
