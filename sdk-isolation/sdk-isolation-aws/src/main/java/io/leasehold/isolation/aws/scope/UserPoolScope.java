package io.leasehold.isolation.aws.scope;

import io.leasehold.isolation.proof.ForeignRequest;
import io.leasehold.isolation.proof.KeyShape;
import io.leasehold.isolation.proof.Ownership;
import java.util.List;
import java.util.Map;

/**
 * The Cognito user pool of each tenant, told by its tag {@code tenant}: the id of a pool is random.
 * A pool that tenants share is not isolated by IAM, since groups are no boundary there. The tenant
 * must not be allowed to tag.
 */
public record UserPoolScope() implements TenantResourceScope {

  private static final List<String> ACTIONS =
      List.of(
          "cognito-idp:AdminCreateUser",
          "cognito-idp:AdminDeleteUser",
          "cognito-idp:AdminDisableUser",
          "cognito-idp:AdminEnableUser",
          "cognito-idp:AdminGetUser",
          "cognito-idp:ListUsers");
  private static final List<String> OTHERS =
      List.of(
          "cognito-idp:DeleteUserPool", "cognito-idp:TagResource", "cognito-idp:UpdateUserPool");
  private static final String TAG = "aws:ResourceTag/tenant";

  @Override
  public String label() {
    return "user pool by tag";
  }

  @Override
  public List<Grant> grants(AwsPlace place) {
    return List.of(
        new Grant(ACTIONS, List.of(arn(place)), Map.of("StringEquals", Map.of(TAG, TENANT))));
  }

  @Override
  public Ownership ownership(AwsPlace place) {
    return new Ownership(
        "cognito-idp",
        List.of(
            new ForeignRequest(ACTIONS, arn(place), Map.of(TAG, KeyShape.single(TENANT))),
            // What carries no tag belongs to nobody in particular, so to nobody here.
            new ForeignRequest(ACTIONS, arn(place), Map.of(TAG, KeyShape.absent()))),
        new ForeignRequest(OTHERS, arn(place), Map.of(TAG, KeyShape.single(TENANT))));
  }

  private static String arn(AwsPlace place) {
    return place.arn("cognito-idp", "userpool/*");
  }
}
