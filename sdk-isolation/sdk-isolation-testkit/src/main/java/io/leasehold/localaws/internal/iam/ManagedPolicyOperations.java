package io.leasehold.localaws.internal.iam;

import io.leasehold.localaws.internal.access.Ids;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.Parameters;
import io.leasehold.localaws.internal.wire.UriText;
import io.leasehold.localaws.internal.wire.Xml;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Managed policies: the account's own, and those of AWS to look at. */
final class ManagedPolicyOperations {

  private static final int MOST_VERSIONS = 5;
  private static final int LONGEST = 6144;

  private final Clock clock;

  ManagedPolicyOperations(Clock clock) {
    this.clock = clock;
  }

  Map<String, IamOperation> operations() {
    IamOperation.Resource policy = (account, form) -> IamInput.required(form, "PolicyArn");
    IamOperation.Resource all = (account, form) -> "*";
    Map<String, IamOperation> operations = new HashMap<>();
    operations.put(
        "CreatePolicy",
        new IamOperation(
            (a, f) -> a.arn("policy", IamInput.path(f), IamInput.required(f, "PolicyName")),
            this::create));
    operations.put("GetPolicy", new IamOperation(policy, this::get));
    operations.put("DeletePolicy", new IamOperation(policy, this::delete));
    operations.put("ListPolicies", new IamOperation(all, this::list));
    operations.put("CreatePolicyVersion", new IamOperation(policy, this::createVersion));
    operations.put("GetPolicyVersion", new IamOperation(policy, this::getVersion));
    operations.put("DeletePolicyVersion", new IamOperation(policy, this::deleteVersion));
    operations.put("ListPolicyVersions", new IamOperation(policy, this::listVersions));
    return operations;
  }

  private Consumer<Xml> create(IamAccount account, Parameters form) {
    String name = IamInput.name(form, "PolicyName", 128);
    String path = IamInput.path(form);
    String arn = account.arn("policy", path, name);
    if (account.policies().values().stream().anyMatch(p -> p.name().equalsIgnoreCase(name))) {
      throw IamInput.exists("A policy called " + name);
    }
    CustomerPolicy policy =
        new CustomerPolicy(
            name,
            Ids.unique("ANPA"),
            path,
            arn,
            form.find("Description").orElse(""),
            clock.instant());
    policy.add(document(form), clock.instant(), true);
    account.policies().put(arn, policy);
    return xml -> xml.element("Policy", p -> write(p, account, policy));
  }

  private static StoredPolicy document(Parameters form) {
    StoredPolicy policy = StoredPolicy.parse(IamInput.required(form, "PolicyDocument"));
    if (HolderPolicyOperations.characters(policy) > LONGEST) {
      throw new AwsException(
          409, "LimitExceeded", "Cannot exceed quota for PolicySize: " + LONGEST);
    }
    return policy;
  }

  private Consumer<Xml> get(IamAccount account, Parameters form) {
    String arn = IamInput.required(form, "PolicyArn");
    if (ManagedPolicies.find(arn).isPresent()) {
      return xml -> xml.element("Policy", p -> writeManaged(p, arn));
    }
    CustomerPolicy policy = account.policy(arn);
    return xml -> xml.element("Policy", p -> write(p, account, policy));
  }

  private Consumer<Xml> delete(IamAccount account, Parameters form) {
    CustomerPolicy policy = account.policy(IamInput.required(form, "PolicyArn"));
    if (attachments(account, policy.arn()) > 0) {
      throw IamInput.conflict("Cannot delete a policy attached to entities.");
    }
    if (policy.versions().size() > 1) {
      throw IamInput.conflict(
          "This policy has more than one version. Before you delete a policy, you must delete the"
              + " policy's versions.");
    }
    account.policies().remove(policy.arn());
    return IamOperation.NOTHING;
  }

  private Consumer<Xml> list(IamAccount account, Parameters form) {
    String scope = form.find("Scope").orElse("All");
    String prefix = form.find("PathPrefix").orElse("/");
    List<Consumer<Xml>> rows = new ArrayList<>();
    if (!scope.equals("AWS")) {
      account.policies().values().stream()
          .filter(policy -> policy.path().startsWith(prefix))
          .forEach(policy -> rows.add(xml -> write(xml, account, policy)));
    }
    if (!scope.equals("Local")) {
      ManagedPolicies.all().keySet().stream()
          .sorted()
          .forEach(arn -> rows.add(xml -> writeManaged(xml, arn)));
    }
    return IamInput.page(form, "Policies", rows, (xml, row) -> row.accept(xml));
  }

  private Consumer<Xml> createVersion(IamAccount account, Parameters form) {
    CustomerPolicy policy = account.policy(IamInput.required(form, "PolicyArn"));
    if (policy.versions().size() >= MOST_VERSIONS) {
      throw new AwsException(
          409, "LimitExceeded", "A managed policy can have up to " + MOST_VERSIONS + " versions.");
    }
    boolean asDefault = form.find("SetAsDefault").map(Boolean::parseBoolean).orElse(false);
    CustomerPolicy.Version version = policy.add(document(form), clock.instant(), asDefault);
    return xml -> xml.element("PolicyVersion", v -> writeVersion(v, policy, version, false));
  }

  private Consumer<Xml> getVersion(IamAccount account, Parameters form) {
    String arn = IamInput.required(form, "PolicyArn");
    String id = IamInput.required(form, "VersionId");
    var managed = ManagedPolicies.find(arn);
    if (managed.isPresent() && id.equals("v1")) {
      return xml ->
          xml.element(
              "PolicyVersion",
              v ->
                  v.text("Document", UriText.encode(managed.get().text(), false))
                      .text("VersionId", "v1")
                      .flag("IsDefaultVersion", true)
                      .time("CreateDate", Instant.EPOCH));
    }
    CustomerPolicy policy = account.policy(arn);
    CustomerPolicy.Version version = version(policy, id);
    return xml -> xml.element("PolicyVersion", v -> writeVersion(v, policy, version, true));
  }

  private Consumer<Xml> deleteVersion(IamAccount account, Parameters form) {
    CustomerPolicy policy = account.policy(IamInput.required(form, "PolicyArn"));
    CustomerPolicy.Version version = version(policy, IamInput.required(form, "VersionId"));
    if (version.equals(policy.standard())) {
      throw IamInput.conflict("Cannot delete the default version of a policy.");
    }
    policy.versions().remove(version.number());
    return IamOperation.NOTHING;
  }

  private Consumer<Xml> listVersions(IamAccount account, Parameters form) {
    CustomerPolicy policy = account.policy(IamInput.required(form, "PolicyArn"));
    return IamInput.page(
        form,
        "Versions",
        List.copyOf(policy.versions().values()),
        (xml, version) -> writeVersion(xml, policy, version, false));
  }

  private static CustomerPolicy.Version version(CustomerPolicy policy, String id) {
    return policy.versions().values().stream()
        .filter(version -> version.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                IamAccount.missing(
                    "Policy " + policy.arn() + " version " + id + " does not exist."));
  }

  private static long attachments(IamAccount account, String arn) {
    return Stream.concat(account.roles().values().stream(), account.users().values().stream())
        .filter(holder -> holder.attached().contains(arn) || arn.equals(holder.boundary()))
        .count();
  }

  private static void write(Xml xml, IamAccount account, CustomerPolicy policy) {
    xml.text("PolicyName", policy.name())
        .text("PolicyId", policy.id())
        .text("Arn", policy.arn())
        .text("Path", policy.path())
        .text("DefaultVersionId", policy.standard().id())
        .number("AttachmentCount", attachments(account, policy.arn()))
        .flag("IsAttachable", true)
        .text("Description", policy.description().isEmpty() ? null : policy.description())
        .time("CreateDate", policy.created())
        .time("UpdateDate", policy.standard().created());
  }

  private static void writeManaged(Xml xml, String arn) {
    xml.text("PolicyName", arn.substring(arn.lastIndexOf('/') + 1))
        .text("Arn", arn)
        .text("Path", "/")
        .text("DefaultVersionId", "v1")
        .flag("IsAttachable", true);
  }

  private static void writeVersion(
      Xml xml, CustomerPolicy policy, CustomerPolicy.Version version, boolean withDocument) {
    if (withDocument) {
      xml.text("Document", UriText.encode(version.policy().text(), false));
    }
    xml.text("VersionId", version.id())
        .flag("IsDefaultVersion", version.equals(policy.standard()))
        .time("CreateDate", version.created());
  }
}
