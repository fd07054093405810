package io.leasehold.localaws.internal.organizations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.CreateAccountFailure;
import io.leasehold.localaws.internal.wire.Json;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A CreateAccount request on its way. Guarded by the organization. */
final class Creation {

  private final String id;
  private final String name;
  private final String email;
  private final String roleName;
  private final Map<String, String> tags;
  private final Instant requested;
  private final Instant due;
  private @Nullable CreateAccountFailure failure;
  private @Nullable String accountId;
  private boolean settled;

  Creation(
      String id,
      String name,
      String email,
      String roleName,
      Map<String, String> tags,
      Instant requested,
      Instant due,
      @Nullable CreateAccountFailure failure) {
    this.id = id;
    this.name = name;
    this.email = email;
    this.roleName = roleName;
    this.tags = Map.copyOf(tags);
    this.requested = requested;
    this.due = due;
    this.failure = failure;
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

  String roleName() {
    return roleName;
  }

  Map<String, String> tags() {
    return tags;
  }

  Instant due() {
    return due;
  }

  boolean settled() {
    return settled;
  }

  @Nullable CreateAccountFailure failure() {
    return failure;
  }

  void fail(CreateAccountFailure reason) {
    this.failure = reason;
    this.settled = true;
  }

  void succeed(String newAccountId) {
    this.accountId = newAccountId;
    this.settled = true;
  }

  String state() {
    return !settled ? "IN_PROGRESS" : accountId != null ? "SUCCEEDED" : "FAILED";
  }

  ObjectNode toJson() {
    ObjectNode json =
        Json.object()
            .put("Id", id)
            .put("AccountName", name)
            .put("State", state())
            .put("RequestedTimestamp", Json.seconds(requested));
    if (settled) {
      json.put("CompletedTimestamp", Json.seconds(due));
      if (accountId != null) {
        json.put("AccountId", accountId);
      } else if (failure != null) {
        json.put("FailureReason", failure.name());
      }
    }
    return json;
  }
}
