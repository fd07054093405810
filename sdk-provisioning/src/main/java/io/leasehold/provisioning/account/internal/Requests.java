package io.leasehold.provisioning.account.internal;

import io.leasehold.provisioning.account.Lease;
import io.leasehold.provisioning.account.LeaseId;
import io.leasehold.provisioning.account.LeaseRequest;
import io.leasehold.provisioning.account.LiveLeaseException;
import io.leasehold.provisioning.account.RequestKeyException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Answers lease requests: one transaction each, no call to the cloud. */
final class Requests {

  private final Tables tables;
  private final LeaseQueue queue;
  private final Refill refill;

  Requests(Tables tables, LeaseQueue queue, Refill refill) {
    this.tables = tables;
    this.queue = queue;
    this.refill = refill;
  }

  Lease request(LeaseRequest request) {
    while (true) {
      Optional<Lease> lease = tables.transactions().run(c -> attempt(c, request));
      if (lease.isPresent()) {
        return lease.get();
      }
      // The live lease that was in the way ended meanwhile.
    }
  }

  private Optional<Lease> attempt(Connection c, LeaseRequest request) throws SQLException {
    LeaseId id = LeaseId.random();
    if (tables.leases().insert(c, id, request, tables.now())) {
      return Optional.of(place(c, id));
    }
    Optional<LeaseRow> same = tables.leases().byKey(c, request);
    if (same.isPresent()) {
      if (!same.get().answers(request)) {
        throw new RequestKeyException();
      }
      return same.map(LeaseRow::lease);
    }
    Optional<LeaseRow> live = tables.leases().live(c, request);
    if (live.isPresent()) {
      throw new LiveLeaseException(live.get().lease().id());
    }
    return Optional.empty();
  }

  private Lease place(Connection c, LeaseId id) throws SQLException {
    if (!claimAtOnce(c, id)) {
      tables.gate().enter(c);
      queue.serve(c, id);
      refill.inside(c);
    }
    return tables.leases().find(c, id).orElseThrow().lease();
  }

  private boolean claimAtOnce(Connection c, LeaseId id) throws SQLException {
    LeaseRow mine = tables.leases().find(c, id).orElseThrow();
    if (tables.leases().queueBefore(c, mine.seq())) {
      return false;
    }
    Instant now = tables.now();
    Optional<AccountRow> account = tables.accounts().claim(c, id, true, now);
    if (account.isEmpty()) {
      return false;
    }
    tables.leases().claimed(c, id, account.get(), now);
    return true;
  }
}
