package io.leasehold.localaws.internal.iam;

import io.leasehold.localaws.internal.access.Ids;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.Parameters;
import io.leasehold.localaws.internal.wire.UriText;
import io.leasehold.localaws.internal.wire.Xml;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Roles themselves; their policies are in {@link HolderPolicyOperations}. */
final class RoleOperations {

  private static final int MOST_ROLES = 1000;

  private final Clock clock;

  RoleOperations(Clock clock) {
    this.clock = clock;
  }

  Map<String, IamOperation> operations() {
    Map<String, IamOperation> operations = new HashMap<>();
    operations.put("CreateRole", new IamOperation(RoleOperations::newArn, this::create));
    operations.put("GetRole", new IamOperation(RoleOperations::arn, this::get));
    operations.put("DeleteRole", new IamOperation(RoleOperations::arn, this::delete));
    operations.put("ListRoles", new IamOperation((a, f) -> a.arn("role", "/", ""), this::list));
    operations.put("UpdateRole", new IamOperation(RoleOperations::arn, this::update));
    operations.put(
        "UpdateAssumeRolePolicy", new IamOperation(RoleOperations::arn, this::updateTrust));
    operations.put("TagRole", new IamOperation(RoleOperations::arn, this::tag));
    operations.put("UntagRole", new IamOperation(RoleOperations::arn, this::untag));
    operations.put(
        "ListInstanceProfilesForRole", new IamOperation(RoleOperations::arn, this::listProfiles));
    operations.put("ListRoleTags", new IamOperation(RoleOperations::arn, this::listTags));
    return operations;
  }

  private static String newArn(IamAccount account, Parameters form) {
    return account.arn("role", IamInput.path(form), IamInput.required(form, "RoleName"));
  }

  /** The ARN of the named role; without its path if there is no such role. */
  static String arn(IamAccount account, Parameters form) {
    String name = IamInput.required(form, "RoleName");
    Role role = account.roles().get(name);
    return role == null ? account.arn("role", "/", name) : role.arn();
  }

  private Consumer<Xml> create(IamAccount account, Parameters form) {
    String name = IamInput.name(form, "RoleName", 64);
    if (account.roles().keySet().stream().anyMatch(name::equalsIgnoreCase)) {
      throw IamInput.exists("Role with name " + name);
    }
    if (account.roles().size() >= MOST_ROLES) {
      throw new AwsException(
          409, "LimitExceeded", "Cannot exceed quota for RolesPerAccount: " + MOST_ROLES);
    }
    String path = IamInput.path(form);
    Role role =
        new Role(
            name,
            Ids.unique("AROA"),
            path,
            account.arn("role", path, name),
            clock.instant(),
            form.find("Description").orElse(""),
            sessionSeconds(form, 3600),
            trust(IamInput.required(form, "AssumeRolePolicyDocument")));
    form.find("PermissionsBoundary")
        .ifPresent(
            boundary -> {
              account.requireManaged(boundary);
              role.boundary(boundary);
            });
    role.tags().putAll(IamInput.tags(form));
    account.roles().put(name, role);
    return xml -> xml.element("Role", r -> write(r, role));
  }

  private Consumer<Xml> get(IamAccount account, Parameters form) {
    Role role = account.role(IamInput.required(form, "RoleName"));
    return xml -> xml.element("Role", r -> write(r, role));
  }

  private Consumer<Xml> delete(IamAccount account, Parameters form) {
    Role role = account.role(IamInput.required(form, "RoleName"));
    if (!role.attached().isEmpty()) {
      throw IamInput.conflict("Cannot delete entity, must detach all policies first.");
    }
    if (!role.inline().isEmpty()) {
      throw IamInput.conflict("Cannot delete entity, must delete policies first.");
    }
    account.roles().remove(role.name());
    return IamOperation.NOTHING;
  }

  private Consumer<Xml> list(IamAccount account, Parameters form) {
    String prefix = form.find("PathPrefix").orElse("/");
    List<Role> roles =
        account.roles().values().stream().filter(r -> r.path().startsWith(prefix)).toList();
    return IamInput.page(form, "Roles", roles, RoleOperations::writeListed);
  }

  private Consumer<Xml> update(IamAccount account, Parameters form) {
    Role role = account.role(IamInput.required(form, "RoleName"));
    role.change(
        form.find("Description").orElse(role.description()),
        sessionSeconds(form, role.maxSessionSeconds()));
    return IamOperation.NOTHING;
  }

  private Consumer<Xml> updateTrust(IamAccount account, Parameters form) {
    account
        .role(IamInput.required(form, "RoleName"))
        .trust(trust(IamInput.required(form, "PolicyDocument")));
    return IamOperation.NOTHING;
  }

  private Consumer<Xml> tag(IamAccount account, Parameters form) {
    account.role(IamInput.required(form, "RoleName")).tags().putAll(IamInput.tags(form));
    return IamOperation.NOTHING;
  }

  private Consumer<Xml> untag(IamAccount account, Parameters form) {
    Role role = account.role(IamInput.required(form, "RoleName"));
    form.members("TagKeys").forEach(key -> role.tags().remove(key));
    return IamOperation.NOTHING;
  }

  private Consumer<Xml> listTags(IamAccount account, Parameters form) {
    Role role = account.role(IamInput.required(form, "RoleName"));
    return IamInput.page(
        form,
        "Tags",
        List.copyOf(role.tags().entrySet()),
        (xml, tag) -> xml.text("Key", tag.getKey()).text("Value", tag.getValue()));
  }

  // There is nothing here that makes instance profiles.
  private Consumer<Xml> listProfiles(IamAccount account, Parameters form) {
    account.role(IamInput.required(form, "RoleName"));
    return IamInput.page(form, "InstanceProfiles", List.<String>of(), Xml::value);
  }

  private static int sessionSeconds(Parameters form, int otherwise) {
    int seconds = IamInput.number(form, "MaxSessionDuration", otherwise);
    if (seconds < 3600 || seconds > 43_200) {
      throw IamInput.invalid("MaxSessionDuration is from 3600 to 43200 seconds");
    }
    return seconds;
  }

  private static StoredPolicy trust(String text) {
    if (text.length() > 2048) {
      throw new AwsException(409, "LimitExceeded", "Cannot exceed quota for ACLSizePerRole: 2048");
    }
    return StoredPolicy.parse(text);
  }

  private static void write(Xml xml, Role role) {
    writeListed(xml, role);
    String boundary = role.boundary();
    if (boundary != null) {
      xml.element(
          "PermissionsBoundary",
          b ->
              b.text("PermissionsBoundaryType", "Policy").text("PermissionsBoundaryArn", boundary));
    }
    IamInput.writeTags(xml, role.tags());
  }

  // A list tells neither boundary nor tags, on AWS as well.
  private static void writeListed(Xml xml, Role role) {
    xml.text("Path", role.path())
        .text("RoleName", role.name())
        .text("RoleId", role.id())
        .text("Arn", role.arn())
        .time("CreateDate", role.created())
        .text("AssumeRolePolicyDocument", UriText.encode(role.trust().text(), false))
        .text("Description", role.description().isEmpty() ? null : role.description())
        .number("MaxSessionDuration", role.maxSessionSeconds());
  }
}
