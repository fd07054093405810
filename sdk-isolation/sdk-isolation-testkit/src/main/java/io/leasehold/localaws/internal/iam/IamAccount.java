package io.leasehold.localaws.internal.iam;

import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.localaws.internal.wire.AwsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The users, roles and policies of one account. Its monitor guards all of them. */
final class IamAccount {

  private final String id;
  private final Map<String, Role> roles = new TreeMap<>();
  private final Map<String, User> users = new TreeMap<>();
  private final Map<String, CustomerPolicy> policies = new TreeMap<>();

  IamAccount(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  Map<String, Role> roles() {
    return roles;
  }

  Map<String, User> users() {
    return users;
  }

  /** Managed policies by ARN. */
  Map<String, CustomerPolicy> policies() {
    return policies;
  }

  String arn(String kind, String path, String name) {
    return "arn:aws:iam::" + id + ":" + kind + path + name;
  }

  Role role(String name) {
    return Optional.ofNullable(roles.get(name))
        .orElseThrow(() -> missing("The role with name " + name + " cannot be found."));
  }

  User user(String name) {
    return Optional.ofNullable(users.get(name))
        .orElseThrow(() -> missing("The user with name " + name + " cannot be found."));
  }

  CustomerPolicy policy(String arn) {
    return Optional.ofNullable(policies.get(arn))
        .orElseThrow(() -> missing("Policy " + arn + " was not found."));
  }

  /** A managed policy of the account or of AWS; null if there is none of this ARN. */
  @Nullable StoredPolicy managed(String arn) {
    CustomerPolicy own = policies.get(arn);
    return own != null ? own.standard().policy() : ManagedPolicies.find(arn).orElse(null);
  }

  /** A managed policy that has to exist. */
  StoredPolicy requireManaged(String arn) {
    StoredPolicy policy = managed(arn);
    if (policy == null) {
      throw missing("Policy " + arn + " does not exist or is not attachable.");
    }
    return policy;
  }

  /** What hangs on the user or role, ready to be enforced. */
  List<PolicyDocument> documents(PolicyHolder holder) {
    List<PolicyDocument> documents = new ArrayList<>();
    holder.inline().values().forEach(policy -> documents.add(policy.document()));
    for (String arn : holder.attached()) {
      documents.add(requireManaged(arn).document());
    }
    return documents;
  }

  static AwsException missing(String message) {
    return new AwsException(404, "NoSuchEntity", message);
  }
}
