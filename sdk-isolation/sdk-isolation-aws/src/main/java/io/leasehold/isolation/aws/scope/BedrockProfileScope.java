package io.leasehold.isolation.aws.scope;

import io.leasehold.isolation.proof.ForeignRequest;
import io.leasehold.isolation.proof.KeyShape;
import io.leasehold.isolation.proof.Ownership;
import java.util.List;
import java.util.Map;

/**
 * The Bedrock application inference profiles that carry the tag {@code tenant} with the tenant's
 * id: their own ids are random, so no name can tell. The tenant must not be allowed to tag. What an
 * agent or a knowledge base does is done under its own role and not covered.
 *
 * <p>A call through a profile also needs its foundation model, which is granted in the same Region,
 * and only through a profile. Profiles over several Regions are not covered.
 */
public record BedrockProfileScope() implements TenantResourceScope {

  private static final List<String> ACTIONS =
      List.of("bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream");
  private static final List<String> OTHERS =
      List.of("bedrock:DeleteInferenceProfile", "bedrock:TagResource");
  private static final String PROFILE = "bedrock:InferenceProfileArn";
  private static final String TAG = "aws:ResourceTag/tenant";

  @Override
  public String label() {
    return "inference profiles by tag";
  }

  @Override
  public List<Grant> grants(AwsPlace place) {
    return List.of(
        new Grant(ACTIONS, List.of(arn(place)), Map.of("StringEquals", Map.of(TAG, TENANT))),
        // Models are everybody's and remember nobody; which profile it is, the first grant says.
        new Grant(ACTIONS, List.of(models(place)), Map.of("ArnLike", Map.of(PROFILE, arn(place)))));
  }

  @Override
  public Ownership ownership(AwsPlace place) {
    return new Ownership(
        "bedrock",
        List.of(
            new ForeignRequest(ACTIONS, arn(place), Map.of(TAG, KeyShape.single(TENANT))),
            // What carries no tag belongs to nobody in particular, so to nobody here.
            new ForeignRequest(ACTIONS, arn(place), Map.of(TAG, KeyShape.absent())),
            new ForeignRequest(List.of(), models(place), Map.of())),
        new ForeignRequest(OTHERS, arn(place), Map.of(TAG, KeyShape.single(TENANT))));
  }

  private static String models(AwsPlace place) {
    return "arn:%s:bedrock:%s::foundation-model/*".formatted(place.partition(), place.region());
  }

  private static String arn(AwsPlace place) {
    return place.arn("bedrock", "application-inference-profile/*");
  }
}
