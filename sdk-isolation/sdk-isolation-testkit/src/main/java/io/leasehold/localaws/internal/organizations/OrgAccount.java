package io.leasehold.localaws.internal.organizations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An account of the organization. Guarded by the organization. */
final class OrgAccount {

  private final String id;
  private final String name;
  private final String email;
  private final Instant joined;
  private final boolean created;
  private String parentId;
  private @Nullable Instant suspendedFrom;
  private boolean suspended;

  OrgAccount(
      String id, String name, String email, Instant joined, boolean created, String parentId) {
    this.id = id;
    this.name = name;
    this.email = email;
    this.joined = joined;
    this.created = created;
    this.parentId = parentId;
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  String email() {
    return email;
  }

  Instant joined() {
    return joined;
  }

  String joinedMethod() {
    return created ? "CREATED" : "INVITED";
  }

  String parentId() {
    return parentId;
  }

  void moveTo(String newParentId) {
    this.parentId = newParentId;
  }

  boolean closed() {
    return suspendedFrom != null;
  }

  void close(Instant from) {
    this.suspendedFrom = from;
  }

  void settle(Instant now) {
    if (suspendedFrom != null && !now.isBefore(suspendedFrom)) {
      suspended = true;
    }
  }

  boolean suspended() {
    return suspended;
  }

  String state() {
    return suspended ? "SUSPENDED" : closed() ? "PENDING_CLOSURE" : "ACTIVE";
  }
}
