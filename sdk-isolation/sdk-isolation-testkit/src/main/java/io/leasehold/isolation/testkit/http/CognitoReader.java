package io.leasehold.isolation.testkit.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Amazon Cognito user pools: the pool. Operations that a user calls with a token of his own are not
 * signed, and nothing that IAM decides.
 */
final class CognitoReader {

  private static final Pattern POOL = Pattern.compile("([a-z]{2}[a-z-]+-\\d)_[A-Za-z0-9]{1,55}");
  private static final List<String> ON_POOLS =
      List.of(
          "AdminAddUserToGroup",
          "AdminConfirmSignUp",
          "AdminCreateUser",
          "AdminDeleteUser",
          "AdminDisableUser",
          "AdminEnableUser",
          "AdminGetUser",
          "AdminInitiateAuth",
          "AdminListGroupsForUser",
          "AdminRemoveUserFromGroup",
          "AdminResetUserPassword",
          "AdminSetUserPassword",
          "AdminUpdateUserAttributes",
          "AdminUserGlobalSignOut",
          "CreateGroup",
          "CreateUserPoolClient",
          "DeleteGroup",
          "DeleteUserPool",
          "DescribeUserPool",
          "DescribeUserPoolClient",
          "ListGroups",
          "ListUserPoolClients",
          "ListUsers",
          "ListUsersInGroup",
          "UpdateUserPool");

  private CognitoReader() {}

  static ServiceReader create() {
    Map<String, JsonReader.Operation> operations = new HashMap<>();
    for (String name : ON_POOLS) {
      operations.put(
          name, (request, input) -> List.of(Need.of("cognito-idp:" + name, pool(request, input))));
    }
    operations.put(
        "ListUserPools", (request, input) -> List.of(Need.of("cognito-idp:ListUserPools", "*")));
    return new JsonReader("cognito-idp", "cognito-idp", "1.1", "", operations);
  }

  private static String pool(SignedRequest request, ObjectNode input) {
    var id = POOL.matcher(input.path("UserPoolId").asText(""));
    if (!id.matches() || !id.group(1).equals(request.region())) {
      throw new Unreadable(
          "\"%s\" is no id of a user pool in %s"
              .formatted(input.path("UserPoolId").asText(""), request.region()));
    }
    if (input.has("UserPoolTags")) {
      throw new Unreadable("the tags of a user pool are not read");
    }
    return request.arn("cognito-idp", "userpool/" + id.group());
  }
}
