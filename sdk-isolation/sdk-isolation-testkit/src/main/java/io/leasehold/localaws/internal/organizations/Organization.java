package io.leasehold.localaws.internal.organizations;

import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.localaws.CreateAccountFailure;
import io.leasehold.localaws.internal.access.Ids;
import io.leasehold.localaws.internal.access.ServiceControl;
import io.leasehold.localaws.internal.iam.IamWorld;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The organization: its tree, accounts and policies. Its monitor guards all of it; no other monitor
 * is taken inside but those of IAM.
 */
public final class Organization implements ServiceControl {

  private final String id = "o-" + Ids.small(10);
  private final String rootId = "r-" + Ids.small(4);
  private final String managementAccountId;
  private final OrganizationLimits limits;
  private final IamWorld iam;
  private final Clock clock;
  private final Map<String, OrgAccount> accounts = new LinkedHashMap<>();
  private final Map<String, OrgUnit> units = new LinkedHashMap<>();
  private final Map<String, Creation> creations = new LinkedHashMap<>();
  private final Map<String, ControlPolicy> policies = new LinkedHashMap<>();
  private final Map<String, Set<String>> attachments = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> tags = new LinkedHashMap<>();
  private final Deque<CreateAccountFailure> scriptedFailures = new ArrayDeque<>();

  /** Creates an organization with its management account. */
  public Organization(
      String managementAccountId, OrganizationLimits limits, IamWorld iam, Clock clock) {
    this.managementAccountId = managementAccountId;
    this.limits = limits;
    this.iam = iam;
    this.clock = clock;
    policies.put(ControlPolicy.FULL_ACCESS_ID, ControlPolicy.FULL_ACCESS);
    attachFullAccess(rootId);
    enrol(
        new OrgAccount(
            managementAccountId,
            "management",
            "management@example.com",
            clock.instant(),
            false,
            rootId));
  }

  @Override
  public String organizationId() {
    return id;
  }

  /** The id of the root of the tree. */
  public String rootId() {
    return rootId;
  }

  /** The account that owns the organization. */
  public String managementAccountId() {
    return managementAccountId;
  }

  /** Makes the next CreateAccount end as FAILED for this reason. */
  public synchronized void failNextCreation(CreateAccountFailure reason) {
    scriptedFailures.add(reason);
  }

  /** Finishes what is due by now. Everybody who looks at the state calls it first. */
  synchronized void settle() {
    Instant now = clock.instant();
    for (Creation creation : creations.values()) {
      if (!creation.settled() && !now.isBefore(creation.due())) {
        finish(creation);
      }
    }
    accounts.values().forEach(account -> account.settle(now));
  }

  private void finish(Creation creation) {
    CreateAccountFailure scripted = creation.failure();
    if (scripted != null) {
      creation.fail(scripted);
    } else if (accounts.values().stream()
        .anyMatch(account -> account.email().equalsIgnoreCase(creation.email()))) {
      creation.fail(CreateAccountFailure.EMAIL_ALREADY_EXISTS);
    } else if (accounts.size() >= limits.accounts()) {
      creation.fail(CreateAccountFailure.ACCOUNT_LIMIT_EXCEEDED);
    } else {
      String accountId = newAccountId();
      iam.createMemberAccount(accountId, creation.roleName(), managementAccountId);
      enrol(
          new OrgAccount(
              accountId, creation.name(), creation.email(), creation.due(), true, rootId));
      tagsOf(accountId).putAll(creation.tags());
      creation.succeed(accountId);
    }
  }

  private String newAccountId() {
    String candidate = Ids.account();
    while (accounts.containsKey(candidate)) {
      candidate = Ids.account();
    }
    return candidate;
  }

  private void enrol(OrgAccount account) {
    accounts.put(account.id(), account);
    attachFullAccess(account.id());
  }

  void attachFullAccess(String targetId) {
    attachmentsOf(targetId).add(ControlPolicy.FULL_ACCESS_ID);
  }

  @Override
  public synchronized List<List<PolicyDocument>> levels(String accountId) {
    settle();
    OrgAccount account = accounts.get(accountId);
    if (account == null || accountId.equals(managementAccountId)) {
      return List.of();
    }
    List<List<PolicyDocument>> levels = new ArrayList<>();
    levels.add(documents(accountId));
    String parent = account.parentId();
    while (true) {
      levels.add(documents(parent));
      OrgUnit unit = units.get(parent);
      if (unit == null) {
        break;
      }
      parent = unit.parentId();
    }
    Collections.reverse(levels);
    return levels;
  }

  private List<PolicyDocument> documents(String targetId) {
    return attachmentsOf(targetId).stream()
        .flatMap(policyId -> Stream.ofNullable(policies.get(policyId)))
        .map(policy -> policy.content().document())
        .toList();
  }

  @Override
  public synchronized boolean suspended(String accountId) {
    settle();
    OrgAccount account = accounts.get(accountId);
    return account != null && account.suspended();
  }

  @Nullable CreateAccountFailure nextScriptedFailure() {
    return scriptedFailures.poll();
  }

  OrganizationLimits limits() {
    return limits;
  }

  Instant now() {
    return clock.instant();
  }

  Map<String, OrgAccount> accounts() {
    return accounts;
  }

  Map<String, OrgUnit> units() {
    return units;
  }

  Map<String, Creation> creations() {
    return creations;
  }

  Map<String, ControlPolicy> policies() {
    return policies;
  }

  Set<String> attachmentsOf(String targetId) {
    return attachments.computeIfAbsent(targetId, key -> new LinkedHashSet<>());
  }

  Map<String, String> tagsOf(String resourceId) {
    return tags.computeIfAbsent(resourceId, key -> new TreeMap<>());
  }

  void forget(String targetId) {
    attachments.remove(targetId);
    tags.remove(targetId);
  }

  /** Whether the id is the root, a unit or an account. */
  boolean isTarget(String targetId) {
    return targetId.equals(rootId) || units.containsKey(targetId) || accounts.containsKey(targetId);
  }

  /** Whether accounts and units can be below it. */
  boolean isParent(String parentId) {
    return parentId.equals(rootId) || units.containsKey(parentId);
  }

  String arn(String kind, String name) {
    return "arn:aws:organizations::" + managementAccountId + ":" + kind + "/" + id + "/" + name;
  }

  /** The ARN of an account, unit, root or policy by the form of its id. */
  String arnOf(String resourceId) {
    if (resourceId.startsWith("ou-")) {
      return arn("ou", resourceId);
    }
    if (resourceId.startsWith("r-")) {
      return arn("root", resourceId);
    }
    if (resourceId.startsWith("p-")) {
      return resourceId.equals(ControlPolicy.FULL_ACCESS_ID)
          ? "arn:aws:organizations::aws:policy/service_control_policy/" + resourceId
          : arn("policy", "service_control_policy/" + resourceId);
    }
    return arn("account", resourceId);
  }
}
