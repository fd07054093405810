package io.leasehold.tenancy.domain;

import java.util.List;
import java.util.Objects;

/** How an order stands at the edge. */
public sealed interface EdgeState {

  /** Nothing is there: not asked for yet, or taken away completely. */
  record Absent() implements EdgeState {}

  /**
   * On its way, in either direction.
   *
   * @param wanted what the tenant has to publish so that it goes on; may be empty
   */
  record Pending(List<DnsRecord> wanted) implements EdgeState {

    /** Copies. */
    public Pending {
      wanted = List.copyOf(wanted);
    }
  }

  /**
   * Served with a certificate.
   *
   * @param wanted what the tenant has to keep published, for instance where its host points
   */
  record Ready(List<DnsRecord> wanted) implements EdgeState {

    /** Copies. */
    public Ready {
      wanted = List.copyOf(wanted);
    }
  }

  /**
   * It cannot go on without somebody doing something.
   *
   * @param reason in words for the tenant; names no other tenant
   */
  record Failed(String reason) implements EdgeState {

    /** Checks. */
    public Failed {
      Objects.requireNonNull(reason, "reason");
    }
  }
}
