package io.leasehold.isolation.aws.scope;

import io.leasehold.isolation.aws.internal.Names;
import io.leasehold.isolation.proof.Ownership;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The SNS topic of each tenant, to publish on. Not to subscribe, which could send a copy anywhere,
 * and not to publish to a phone number, which no policy can bind to a tenant.
 *
 * @param before what comes before the tenant id in the name, such as {@code news_}
 */
public record SnsTopicScope(String before) implements TenantResourceScope {

  private static final Pattern BEFORE = Pattern.compile("[A-Za-z0-9_-]{0,100}");
  private static final List<String> ACTIONS = List.of("sns:Publish");
  private static final List<String> OTHERS =
      List.of("sns:Subscribe", "sns:SetTopicAttributes", "sns:AddPermission", "sns:DeleteTopic");

  /**
   * Validates the names.
   *
   * @throws IllegalArgumentException if one is malformed
   */
  public SnsTopicScope {
    Names.require(BEFORE, before, "what comes before the id is of A-Za-z0-9_-");
  }

  /** Topics such as {@code news_acme}. */
  public static SnsTopicScope prefixed(String before) {
    return new SnsTopicScope(before);
  }

  @Override
  public String label() {
    return "topic " + before + TENANT;
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
        "sns", ACTIONS, OTHERS, List.of(place.arn("sns", before + TENANT)), place.arn("sns", "*"));
  }
}
