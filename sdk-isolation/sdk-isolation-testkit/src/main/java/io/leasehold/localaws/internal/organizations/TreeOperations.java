package io.leasehold.localaws.internal.organizations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.access.Ids;
import io.leasehold.localaws.internal.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The organization itself, its root and its units. */
final class TreeOperations {

  private static final int DEEPEST = 5;

  private final Organization organization;

  TreeOperations(Organization organization) {
    this.organization = organization;
  }

  Map<String, OrgOperation> operations() {
    return Map.of(
        "DescribeOrganization", new OrgOperation(input -> List.of("*"), this::describe),
        "ListRoots", new OrgOperation(input -> List.of("*"), this::listRoots),
        "CreateOrganizationalUnit", new OrgOperation(target("ParentId"), this::createUnit),
        "DescribeOrganizationalUnit",
            new OrgOperation(target("OrganizationalUnitId"), this::describeUnit),
        "DeleteOrganizationalUnit",
            new OrgOperation(target("OrganizationalUnitId"), this::deleteUnit),
        "ListOrganizationalUnitsForParent", new OrgOperation(target("ParentId"), this::listUnits),
        "ListParents", new OrgOperation(target("ChildId"), this::listParents));
  }

  private Function<ObjectNode, List<String>> target(String member) {
    return input -> List.of(organization.arnOf(input.path(member).asText("")));
  }

  private ObjectNode describe(ObjectNode input) {
    String management = organization.managementAccountId();
    ObjectNode json =
        Json.object()
            .put("Id", organization.organizationId())
            .put(
                "Arn",
                "arn:aws:organizations::"
                    + management
                    + ":organization/"
                    + organization.organizationId())
            .put("FeatureSet", "ALL")
            .put("MasterAccountArn", organization.arnOf(management))
            .put("MasterAccountId", management)
            .put("MasterAccountEmail", "management@example.com");
    return Json.object().set("Organization", json);
  }

  private ObjectNode listRoots(ObjectNode input) {
    ObjectNode root =
        Json.object()
            .put("Id", organization.rootId())
            .put("Arn", organization.arnOf(organization.rootId()))
            .put("Name", "Root");
    root.putArray("PolicyTypes")
        .addObject()
        .put("Type", "SERVICE_CONTROL_POLICY")
        .put("Status", "ENABLED");
    return Page.of(input, "Roots", List.of(root), Function.identity());
  }

  private ObjectNode createUnit(ObjectNode input) {
    String parentId = input.path("ParentId").asText("");
    String name = input.path("Name").asText("");
    requireParent(parentId);
    if (name.isEmpty() || name.length() > 128) {
      throw OrgErrors.invalidInput("MAX_LENGTH_EXCEEDED", "Name has 1 to 128 characters");
    }
    if (depth(parentId) >= DEEPEST) {
      throw OrgErrors.constraint(
          "OU_DEPTH_LIMIT_EXCEEDED", "The tree of units is at most five levels deep.");
    }
    if (children(parentId).stream().anyMatch(unit -> unit.name().equals(name))) {
      throw OrgErrors.of(
          "DuplicateOrganizationalUnitException", "An OU with the same name already exists.");
    }
    String suffix = organization.rootId().substring(2);
    OrgUnit unit = new OrgUnit("ou-" + suffix + "-" + Ids.small(8), name, parentId);
    organization.units().put(unit.id(), unit);
    organization.attachFullAccess(unit.id());
    organization.tagsOf(unit.id()).putAll(TagOperations.read(input));
    return Json.object().set("OrganizationalUnit", toJson(unit));
  }

  private int depth(String parentId) {
    OrgUnit unit = organization.units().get(parentId);
    return unit == null ? 0 : 1 + depth(unit.parentId());
  }

  private ObjectNode describeUnit(ObjectNode input) {
    return Json.object().set("OrganizationalUnit", toJson(unit(input)));
  }

  private ObjectNode deleteUnit(ObjectNode input) {
    OrgUnit unit = unit(input);
    boolean used =
        !children(unit.id()).isEmpty()
            || organization.accounts().values().stream()
                .anyMatch(account -> account.parentId().equals(unit.id()));
    if (used) {
      throw OrgErrors.of(
          "OrganizationalUnitNotEmptyException",
          "The specified OU is not empty. Move all accounts to another root or to other OUs,"
              + " remove all child OUs, and try the operation again.");
    }
    organization.units().remove(unit.id());
    organization.forget(unit.id());
    return Json.object();
  }

  private ObjectNode listUnits(ObjectNode input) {
    String parentId = input.path("ParentId").asText("");
    requireParent(parentId);
    return Page.of(input, "OrganizationalUnits", children(parentId), this::toJson);
  }

  private ObjectNode listParents(ObjectNode input) {
    String childId = input.path("ChildId").asText("");
    OrgAccount account = organization.accounts().get(childId);
    OrgUnit unit = organization.units().get(childId);
    String parentId = account != null ? account.parentId() : unit != null ? unit.parentId() : null;
    if (parentId == null) {
      throw OrgErrors.of(
          "ChildNotFoundException",
          "We can't find an organizational unit (OU) or AWS account with the ChildId that you"
              + " specified.");
    }
    ObjectNode parent =
        Json.object()
            .put("Id", parentId)
            .put("Type", parentId.startsWith("r-") ? "ROOT" : "ORGANIZATIONAL_UNIT");
    return Page.of(input, "Parents", List.of(parent), Function.identity());
  }

  private OrgUnit unit(ObjectNode input) {
    OrgUnit unit = organization.units().get(input.path("OrganizationalUnitId").asText(""));
    if (unit == null) {
      throw OrgErrors.of(
          "OrganizationalUnitNotFoundException",
          "We can't find an OU with the OrganizationalUnitId that you specified.");
    }
    return unit;
  }

  private void requireParent(String parentId) {
    if (!organization.isParent(parentId)) {
      throw OrgErrors.parentNotFound();
    }
  }

  private List<OrgUnit> children(String parentId) {
    List<OrgUnit> children = new ArrayList<>(organization.units().values());
    children.removeIf(unit -> !unit.parentId().equals(parentId));
    return children;
  }

  private ObjectNode toJson(OrgUnit unit) {
    return Json.object()
        .put("Id", unit.id())
        .put("Arn", organization.arnOf(unit.id()))
        .put("Name", unit.name());
  }
}
