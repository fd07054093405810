package io.leasehold.localaws.internal.organizations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.access.Ids;
import io.leasehold.localaws.internal.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** CreateAccount and what came of it. */
final class CreationOperations {

  private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+\\.[^\\s@]+");
  private static final Pattern ROLE_NAME = Pattern.compile("[\\w+=,.@-]{1,64}");

  private final Organization organization;

  CreationOperations(Organization organization) {
    this.organization = organization;
  }

  Map<String, OrgOperation> operations() {
    return Map.of(
        "CreateAccount", new OrgOperation(input -> List.of("*"), this::createAccount),
        "DescribeCreateAccountStatus", new OrgOperation(input -> List.of("*"), this::describe),
        "ListCreateAccountStatus", new OrgOperation(input -> List.of("*"), this::list));
  }

  private ObjectNode createAccount(ObjectNode input) {
    String name = input.path("AccountName").asText("");
    String email = input.path("Email").asText("");
    String roleName = input.path("RoleName").asText("OrganizationAccountAccessRole");
    if (name.isEmpty() || name.length() > 50) {
      throw OrgErrors.invalidInput("MAX_LENGTH_EXCEEDED", "AccountName has 1 to 50 characters");
    }
    if (email.length() < 6 || email.length() > 64 || !EMAIL.matcher(email).matches()) {
      throw OrgErrors.invalidInput("INVALID_PATTERN", "Email is an address of 6 to 64 characters");
    }
    if (!ROLE_NAME.matcher(roleName).matches()) {
      throw OrgErrors.invalidInput("INVALID_PATTERN", "RoleName has 1 to 64 of [\\w+=,.@-]");
    }
    long running = organization.creations().values().stream().filter(c -> !c.settled()).count();
    if (running >= organization.limits().concurrentCreations()) {
      throw OrgErrors.tooManyRequests();
    }
    Instant now = organization.now();
    Creation creation =
        new Creation(
            "car-" + Ids.small(32),
            name,
            email,
            roleName,
            TagOperations.read(input),
            now,
            now.plus(organization.limits().creationTakes()),
            organization.nextScriptedFailure());
    organization.creations().put(creation.id(), creation);
    return status(creation);
  }

  private ObjectNode describe(ObjectNode input) {
    Creation creation =
        organization.creations().get(input.path("CreateAccountRequestId").asText(""));
    if (creation == null) {
      throw OrgErrors.of(
          "CreateAccountStatusNotFoundException",
          "We can't find a create account request with the CreateAccountRequestId that you"
              + " specified.");
    }
    return status(creation);
  }

  private ObjectNode list(ObjectNode input) {
    Set<String> states = new HashSet<>();
    for (JsonNode state : input.path("States")) {
      states.add(state.asText());
    }
    List<Creation> matching = new ArrayList<>(organization.creations().values());
    matching.removeIf(creation -> !states.isEmpty() && !states.contains(creation.state()));
    return Page.of(input, "CreateAccountStatuses", matching, Creation::toJson);
  }

  private static ObjectNode status(Creation creation) {
    return Json.object().set("CreateAccountStatus", creation.toJson());
  }
}
