package io.leasehold.isolation.aws.scope;

import io.leasehold.isolation.aws.internal.Names;
import io.leasehold.isolation.proof.Ownership;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The Lambda function of each tenant, to invoke. The function then acts with its own role: what
 * that one may do is not narrowed by the caller's policy. Tenant isolation mode is not used: no
 * condition key tells which tenant a caller names in it.
 *
 * @param before what comes before the tenant id in the name; ends with {@code _} or is empty
 */
public record LambdaFunctionScope(String before) implements TenantResourceScope {

  private static final Pattern BEFORE = Pattern.compile("(?:[A-Za-z0-9_-]*_)?");
  private static final List<String> ACTIONS = List.of("lambda:InvokeFunction");
  private static final List<String> OTHERS =
      List.of(
          "lambda:UpdateFunctionCode",
          "lambda:AddPermission",
          "lambda:InvokeFunctionUrl",
          "lambda:GetFunction");

  /**
   * Validates the names.
   *
   * @throws IllegalArgumentException if one is malformed
   */
  public LambdaFunctionScope {
    Names.require(BEFORE, before, "what comes before the id ends with _ or is empty");
  }

  /** Functions such as {@code orders_acme}. */
  public static LambdaFunctionScope prefixed(String before) {
    return new LambdaFunctionScope(before);
  }

  @Override
  public String label() {
    return "function " + before + TENANT;
  }

  @Override
  public List<Grant> grants(AwsPlace place) {
    return thing(place).grants();
  }

  @Override
  public Ownership ownership(AwsPlace place) {
    return thing(place).ownership();
  }

  private NamedThing thing(AwsPlace place) {
    return new NamedThing(
        "lambda",
        ACTIONS,
        OTHERS,
        List.of(place.arn("lambda", "function:" + before + TENANT)),
        place.arn("lambda", "function:*"));
  }
}
