package io.leasehold.localaws.internal.organizations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.access.Ids;
import io.leasehold.localaws.internal.iam.StoredPolicy;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Service control policies. */
final class PolicyOperations {

  private static final String TYPE = "SERVICE_CONTROL_POLICY";
  private static final int MOST_PER_TARGET = 5;
  private static final int LONGEST = 5120;

  private final Organization organization;

  PolicyOperations(Organization organization) {
    this.organization = organization;
  }

  Map<String, OrgOperation> operations() {
    Function<ObjectNode, List<String>> all = input -> List.of("*");
    Function<ObjectNode, List<String>> policy = input -> List.of(arn(input, "PolicyId"));
    Function<ObjectNode, List<String>> both =
        input -> List.of(arn(input, "PolicyId"), arn(input, "TargetId"));
    Map<String, OrgOperation> operations = new LinkedHashMap<>();
    operations.put("CreatePolicy", new OrgOperation(all, this::create));
    operations.put("UpdatePolicy", new OrgOperation(policy, this::update));
    operations.put("DeletePolicy", new OrgOperation(policy, this::delete));
    operations.put("DescribePolicy", new OrgOperation(policy, this::describe));
    operations.put("ListPolicies", new OrgOperation(all, this::list));
    operations.put(
        "ListPoliciesForTarget",
        new OrgOperation(input -> List.of(arn(input, "TargetId")), this::listForTarget));
    operations.put("ListTargetsForPolicy", new OrgOperation(policy, this::listTargets));
    operations.put("AttachPolicy", new OrgOperation(both, this::attach));
    operations.put("DetachPolicy", new OrgOperation(both, this::detach));
    operations.put("EnablePolicyType", new OrgOperation(all, this::enableType));
    return operations;
  }

  private String arn(ObjectNode input, String member) {
    return organization.arnOf(input.path(member).asText(""));
  }

  private ObjectNode create(ObjectNode input) {
    requireType(input, "Type");
    String name = input.path("Name").asText("");
    requireFreeName(name, "");
    ControlPolicy policy =
        new ControlPolicy(
            "p-" + Ids.small(8),
            name,
            input.path("Description").asText(""),
            content(input.path("Content").asText("")),
            false);
    organization.policies().put(policy.id(), policy);
    organization.tagsOf(policy.id()).putAll(TagOperations.read(input));
    return Json.object().set("Policy", toJson(policy));
  }

  private ObjectNode update(ObjectNode input) {
    ControlPolicy old = changeable(input);
    String name = input.path("Name").asText(old.name());
    requireFreeName(name, old.id());
    ControlPolicy policy =
        new ControlPolicy(
            old.id(),
            name,
            input.path("Description").asText(old.description()),
            input.has("Content") ? content(input.path("Content").asText("")) : old.content(),
            false);
    organization.policies().put(policy.id(), policy);
    return Json.object().set("Policy", toJson(policy));
  }

  private ObjectNode delete(ObjectNode input) {
    ControlPolicy policy = changeable(input);
    if (!targets(policy.id()).isEmpty()) {
      throw OrgErrors.of(
          "PolicyInUseException",
          "The policy is attached to one or more entities. You must detach it from all roots, OUs,"
              + " and accounts before performing this operation.");
    }
    organization.policies().remove(policy.id());
    organization.forget(policy.id());
    return Json.object();
  }

  private ObjectNode describe(ObjectNode input) {
    return Json.object().set("Policy", toJson(policy(input)));
  }

  private ObjectNode list(ObjectNode input) {
    requireType(input, "Filter");
    return Page.of(
        input, "Policies", new ArrayList<>(organization.policies().values()), this::summary);
  }

  private ObjectNode listForTarget(ObjectNode input) {
    requireType(input, "Filter");
    List<ControlPolicy> attached = new ArrayList<>(organization.policies().values());
    Set<String> ids = attachments(input);
    attached.removeIf(policy -> !ids.contains(policy.id()));
    return Page.of(input, "Policies", attached, this::summary);
  }

  private ObjectNode listTargets(ObjectNode input) {
    return Page.of(input, "Targets", targets(policy(input).id()), this::target);
  }

  private ObjectNode attach(ObjectNode input) {
    ControlPolicy policy = policy(input);
    Set<String> attached = attachments(input);
    if (attached.contains(policy.id())) {
      throw OrgErrors.of(
          "DuplicatePolicyAttachmentException",
          "The selected policy is already attached to the specified target.");
    }
    if (attached.size() >= MOST_PER_TARGET) {
      throw OrgErrors.constraint(
          "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
          "You have attached the maximum number of policies of this type.");
    }
    attached.add(policy.id());
    return Json.object();
  }

  private ObjectNode detach(ObjectNode input) {
    ControlPolicy policy = policy(input);
    Set<String> attached = attachments(input);
    if (!attached.contains(policy.id())) {
      throw OrgErrors.of(
          "PolicyNotAttachedException",
          "The policy isn't attached to the specified target in the specified root.");
    }
    if (attached.size() == 1) {
      throw OrgErrors.constraint(
          "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
          "An entity needs at least one policy of this type.");
    }
    attached.remove(policy.id());
    return Json.object();
  }

  private ObjectNode enableType(ObjectNode input) {
    requireType(input, "PolicyType");
    throw OrgErrors.of(
        "PolicyTypeAlreadyEnabledException",
        "The specified policy type is already enabled in the specified root.");
  }

  private static StoredPolicy content(String text) {
    if (text.length() > LONGEST) {
      throw OrgErrors.constraint(
          "POLICY_CONTENT_LIMIT_EXCEEDED", "A policy has at most " + LONGEST + " characters.");
    }
    try {
      return StoredPolicy.parse(text);
    } catch (AwsException e) {
      throw OrgErrors.of("MalformedPolicyDocumentException", e.text());
    }
  }

  private void requireFreeName(String name, String ownId) {
    if (organization.policies().values().stream()
        .anyMatch(policy -> policy.name().equals(name) && !policy.id().equals(ownId))) {
      throw OrgErrors.of("DuplicatePolicyException", "A policy with the same name already exists.");
    }
  }

  private static void requireType(ObjectNode input, String member) {
    String type = input.path(member).asText("");
    if (!type.equals(TYPE)) {
      throw AwsException.notSimulated("organizations", "policies of type " + type);
    }
  }

  private ControlPolicy policy(ObjectNode input) {
    ControlPolicy policy = organization.policies().get(input.path("PolicyId").asText(""));
    if (policy == null) {
      throw OrgErrors.of(
          "PolicyNotFoundException",
          "We can't find a policy with the PolicyId that you specified.");
    }
    return policy;
  }

  private ControlPolicy changeable(ObjectNode input) {
    ControlPolicy policy = policy(input);
    if (policy.awsManaged()) {
      throw OrgErrors.of(
          "PolicyChangesInProgressException", "A policy that AWS manages cannot be changed.");
    }
    return policy;
  }

  private Set<String> attachments(ObjectNode input) {
    String id = input.path("TargetId").asText("");
    if (!organization.isTarget(id)) {
      throw OrgErrors.targetNotFound();
    }
    return organization.attachmentsOf(id);
  }

  private List<String> targets(String policyId) {
    List<String> ids = new ArrayList<>();
    ids.add(organization.rootId());
    ids.addAll(organization.units().keySet());
    ids.addAll(organization.accounts().keySet());
    ids.removeIf(id -> !organization.attachmentsOf(id).contains(policyId));
    return ids;
  }

  private ObjectNode target(String id) {
    OrgUnit unit = organization.units().get(id);
    OrgAccount account = organization.accounts().get(id);
    return Json.object()
        .put("TargetId", id)
        .put("Arn", organization.arnOf(id))
        .put("Name", unit != null ? unit.name() : account != null ? account.name() : "Root")
        .put("Type", unit != null ? "ORGANIZATIONAL_UNIT" : account != null ? "ACCOUNT" : "ROOT");
  }

  private ObjectNode summary(ControlPolicy policy) {
    return Json.object()
        .put("Id", policy.id())
        .put("Arn", organization.arnOf(policy.id()))
        .put("Name", policy.name())
        .put("Description", policy.description())
        .put("Type", TYPE)
        .put("AwsManaged", policy.awsManaged());
  }

  private ObjectNode toJson(ControlPolicy policy) {
    ObjectNode json = Json.object().put("Content", policy.content().text());
    json.set("PolicySummary", summary(policy));
    return json;
  }
}
