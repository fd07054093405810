package io.leasehold.localaws.internal.iam;

import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.Parameters;
import io.leasehold.localaws.internal.wire.UriText;
import io.leasehold.localaws.internal.wire.Xml;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What hangs on users and roles, the same for both: policies and the permissions boundary. */
final class HolderPolicyOperations {

  private static final int MOST_ATTACHED = 10;

  private final String kind;
  private final int inlineCharacters;

  /** For roles, or for users. */
  HolderPolicyOperations(boolean roles) {
    this.kind = roles ? "Role" : "User";
    this.inlineCharacters = roles ? 10_240 : 2048;
  }

  Map<String, IamOperation> operations() {
    Map<String, IamOperation> operations = new HashMap<>();
    operations.put("Put" + kind + "Policy", operation(this::put));
    operations.put("Get" + kind + "Policy", operation(this::get));
    operations.put("Delete" + kind + "Policy", operation(this::delete));
    operations.put("List" + kind + "Policies", operation(this::list));
    operations.put("Attach" + kind + "Policy", operation(this::attach));
    operations.put("Detach" + kind + "Policy", operation(this::detach));
    operations.put("ListAttached" + kind + "Policies", operation(this::listAttached));
    operations.put("Put" + kind + "PermissionsBoundary", operation(this::putBoundary));
    operations.put("Delete" + kind + "PermissionsBoundary", operation(this::deleteBoundary));
    return operations;
  }

  private IamOperation operation(IamOperation.Action action) {
    return new IamOperation(
        kind.equals("Role") ? RoleOperations::arn : UserOperations::arn, action);
  }

  private PolicyHolder holder(IamAccount account, Parameters form) {
    String name = IamInput.required(form, kind + "Name");
    return kind.equals("Role") ? account.role(name) : account.user(name);
  }

  private Consumer<Xml> put(IamAccount account, Parameters form) {
    PolicyHolder holder = holder(account, form);
    String name = IamInput.name(form, "PolicyName", 128);
    StoredPolicy policy = StoredPolicy.parse(IamInput.required(form, "PolicyDocument"));
    int others =
        holder.inline().entrySet().stream()
            .filter(entry -> !entry.getKey().equals(name))
            .mapToInt(entry -> characters(entry.getValue()))
            .sum();
    if (others + characters(policy) > inlineCharacters) {
      throw new AwsException(
          409, "LimitExceeded", "Maximum policy size of " + inlineCharacters + " bytes exceeded");
    }
    holder.inline().put(name, policy);
    return IamOperation.NOTHING;
  }

  // Unlike in a session policy, white space does not count.
  static int characters(StoredPolicy policy) {
    return (int) policy.text().chars().filter(c -> !Character.isWhitespace(c)).count();
  }

  private Consumer<Xml> get(IamAccount account, Parameters form) {
    String name = IamInput.required(form, "PolicyName");
    StoredPolicy policy = holder(account, form).inline().get(name);
    if (policy == null) {
      throw missing(name);
    }
    return xml ->
        xml.text(kind + "Name", form.find(kind + "Name").orElse(""))
            .text("PolicyName", name)
            .text("PolicyDocument", UriText.encode(policy.text(), false));
  }

  private Consumer<Xml> delete(IamAccount account, Parameters form) {
    String name = IamInput.required(form, "PolicyName");
    if (holder(account, form).inline().remove(name) == null) {
      throw missing(name);
    }
    return IamOperation.NOTHING;
  }

  private Consumer<Xml> list(IamAccount account, Parameters form) {
    List<String> names = List.copyOf(holder(account, form).inline().keySet());
    return IamInput.page(form, "PolicyNames", names, Xml::value);
  }

  private Consumer<Xml> attach(IamAccount account, Parameters form) {
    PolicyHolder holder = holder(account, form);
    String arn = IamInput.required(form, "PolicyArn");
    account.requireManaged(arn);
    if (!holder.attached().contains(arn) && holder.attached().size() >= MOST_ATTACHED) {
      throw new AwsException(
          409,
          "LimitExceeded",
          "Cannot exceed quota for PoliciesPer" + kind + ": " + MOST_ATTACHED);
    }
    holder.attached().add(arn);
    return IamOperation.NOTHING;
  }

  private Consumer<Xml> detach(IamAccount account, Parameters form) {
    String arn = IamInput.required(form, "PolicyArn");
    if (!holder(account, form).attached().remove(arn)) {
      throw IamAccount.missing("Policy " + arn + " was not found.");
    }
    return IamOperation.NOTHING;
  }

  private Consumer<Xml> listAttached(IamAccount account, Parameters form) {
    List<String> arns = List.copyOf(holder(account, form).attached());
    return IamInput.page(
        form,
        "AttachedPolicies",
        arns,
        (xml, arn) ->
            xml.text("PolicyName", arn.substring(arn.lastIndexOf('/') + 1)).text("PolicyArn", arn));
  }

  private Consumer<Xml> putBoundary(IamAccount account, Parameters form) {
    String arn = IamInput.required(form, "PermissionsBoundary");
    account.requireManaged(arn);
    holder(account, form).boundary(arn);
    return IamOperation.NOTHING;
  }

  private Consumer<Xml> deleteBoundary(IamAccount account, Parameters form) {
    holder(account, form).boundary(null);
    return IamOperation.NOTHING;
  }

  private AwsException missing(String name) {
    return IamAccount.missing(
        "The " + kind.toLowerCase(Locale.ROOT) + " policy with name " + name + " cannot be found.");
  }
}
