package io.leasehold.localaws.internal.organizations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Accounts: looking at them, moving them, closing them. */
final class AccountOperations {

  private final Organization organization;

  AccountOperations(Organization organization) {
    this.organization = organization;
  }

  Map<String, OrgOperation> operations() {
    return Map.of(
        "ListAccounts", new OrgOperation(input -> List.of("*"), this::list),
        "ListAccountsForParent", new OrgOperation(target("ParentId"), this::listForParent),
        "DescribeAccount", new OrgOperation(target("AccountId"), this::describe),
        "MoveAccount", new OrgOperation(this::moveResources, this::move),
        "CloseAccount", new OrgOperation(target("AccountId"), this::close));
  }

  private Function<ObjectNode, List<String>> target(String member) {
    return input -> List.of(organization.arnOf(input.path(member).asText("")));
  }

  private List<String> moveResources(ObjectNode input) {
    return List.of(
        organization.arnOf(input.path("AccountId").asText("")),
        organization.arnOf(input.path("SourceParentId").asText("")),
        organization.arnOf(input.path("DestinationParentId").asText("")));
  }

  private ObjectNode list(ObjectNode input) {
    return Page.of(
        input, "Accounts", new ArrayList<>(organization.accounts().values()), this::toJson);
  }

  private ObjectNode listForParent(ObjectNode input) {
    String parentId = input.path("ParentId").asText("");
    if (!organization.isParent(parentId)) {
      throw OrgErrors.parentNotFound();
    }
    List<OrgAccount> below = new ArrayList<>(organization.accounts().values());
    below.removeIf(account -> !account.parentId().equals(parentId));
    return Page.of(input, "Accounts", below, this::toJson);
  }

  private ObjectNode describe(ObjectNode input) {
    return Json.object().set("Account", toJson(account(input)));
  }

  private ObjectNode move(ObjectNode input) {
    OrgAccount account = account(input);
    String source = input.path("SourceParentId").asText("");
    String destination = input.path("DestinationParentId").asText("");
    if (!organization.isParent(destination)) {
      throw OrgErrors.of(
          "DestinationParentNotFoundException",
          "We can't find the destination container (a root or OU) with the ParentId that you"
              + " specified.");
    }
    if (account.parentId().equals(destination)) {
      throw OrgErrors.of(
          "DuplicateAccountException",
          "That account is already present in the specified destination.");
    }
    if (!account.parentId().equals(source)) {
      throw OrgErrors.of(
          "SourceParentNotFoundException",
          "We can't find a source root or OU with the ParentId that you specified.");
    }
    account.moveTo(destination);
    return Json.object();
  }

  private ObjectNode close(ObjectNode input) {
    OrgAccount account = account(input);
    if (account.id().equals(organization.managementAccountId())) {
      throw OrgErrors.constraint(
          "CANNOT_CLOSE_MANAGEMENT_ACCOUNT", "The management account cannot be closed.");
    }
    if (account.closed()) {
      throw OrgErrors.of(
          "AccountAlreadyClosedException",
          "You attempted to close an account that is already closed.");
    }
    account.close(organization.now().plus(organization.limits().closingTakes()));
    return Json.object();
  }

  private OrgAccount account(ObjectNode input) {
    @Nullable OrgAccount account = organization.accounts().get(input.path("AccountId").asText(""));
    if (account == null) {
      throw OrgErrors.accountNotFound();
    }
    return account;
  }

  private ObjectNode toJson(OrgAccount account) {
    // State is the newer member, Status the retired one that older clients read.
    return Json.object()
        .put("Id", account.id())
        .put("Arn", organization.arnOf(account.id()))
        .put("Email", account.email())
        .put("Name", account.name())
        .put("Status", account.state())
        .put("State", account.state())
        .put("JoinedMethod", account.joinedMethod())
        .put("JoinedTimestamp", Json.seconds(account.joined()));
  }
}
